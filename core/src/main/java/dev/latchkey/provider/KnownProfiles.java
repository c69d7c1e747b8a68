package dev.latchkey.provider;

import dev.latchkey.event.Reason;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The products that are known, and what is known of them. */
final class KnownProfiles {

  static final Profile GENERIC =
      new ProfileBuilder("generic", "Nothing else: the issuer is compared byte for byte.").build();

  private static final Profile KEYCLOAK =
      new ProfileBuilder(
              "keycloak",
              "A session's roles come from the access token. A token whose claim `typ` is not"
                  + " `Bearer` is refused.")
          .scopes("/scope")
          .roles("/realm_access/roles", "/resource_access/" + Profile.CLIENT_ID + "/roles")
          .sources("id-token", "access-token")
          .accessTokensMaySay("typ", "Bearer")
          .advice(
              Reason.AUDIENCE_WRONG,
              "account is the audience of Keycloak's own account console, which every token of a user"
                  + " names")
          .advice(
              Reason.TOKEN_INACTIVE,
              "Keycloak also calls tokens inactive that are not meant for the client that asks")
          .build();

  private static final Profile OKTA =
      new ProfileBuilder(
              "okta",
              "Scopes are an array, the client is `cid`. The issuer is a custom authorization"
                  + " server, `…/oauth2/…`: access tokens of the org's own cannot be verified, which"
                  + " is said at the start.")
          .scopes("/scp")
          .client("/cid")
          .caution(
              KnownProfiles::hasNoPath,
              "issuer is Okta's org authorization server, whose access tokens are for Okta alone and"
                  + " cannot be verified here; use a custom one, such as …/oauth2/default, or"
                  + " token.verification=introspection")
          .advice(Reason.TYPE_WRONG, orgServer())
          .advice(Reason.KEY_UNKNOWN, orgServer())
          .advice(Reason.SIGNATURE_INVALID, orgServer())
          .build();

  private static final Profile ENTRA =
      new ProfileBuilder(
              "entra",
              "`iss` is bound to `tid`, in the forms of v1 and v2 tokens; `common` and"
                  + " `organizations` need `issuer-tenants`. A token with too many groups to list"
                  + " them is told of. No introspection.")
          .scopes("/scp")
          .client("/azp", "/appid")
          .groupsLeftOut("/_claim_names/groups", "/hasgroups")
          .applicationHas("/idtyp", "app")
          .cannotIntrospect()
          .tenants(
              new TenantNaming(
                  "tid",
                  List.of(
                      List.of(
                          "https://login.microsoftonline.com/{tenantid}/v2.0",
                          "https://sts.windows.net/{tenantid}/"),
                      List.of("https://login.microsoftonline.us/{tenantid}/v2.0"),
                      List.of("https://login.partner.microsoftonline.cn/{tenantid}/v2.0"),
                      List.of("https://{tenantid}.ciamlogin.com/{tenantid}/v2.0")),
                  Map.of(
                      "common",
                      Set.of(),
                      "organizations", // all but the tenant of personal accounts
                      Set.of("9188040d-6c67-4c5b-b112-36a304b66dad"))))
          .advice(
              Reason.AUDIENCE_WRONG,
              "Entra's v1 tokens name the API as api://…, v2 tokens by its client id alone")
          .advice(
              Reason.SIGNATURE_INVALID,
              "a token for Microsoft Graph cannot be verified by anybody else; ask for a scope of"
                  + " this API")
          .build();

  private static final Profile SAP_IAS =
      new ProfileBuilder(
              "sap-ias",
              "`iss` may lack `https://`; `ias_iss`, where there is one, must be the issuer, too. A"
                  + " custom domain stands in `issuer-aliases`. `x-client_id` goes with requests for"
                  + " keys; give `x-app_tid` and `x-azp` in `jwks.headers`.")
          .scopes("/scope", "/ias_apis")
          .client("/azp", "/client_id")
          .applicationHas("/sap_id_type", "app")
          .leavesOutScheme()
          .issuerAlsoIn("ias_iss")
          .jwksHeader("x-client_id", Profile.CLIENT_ID)
          .advice(
              Reason.TOKEN_MALFORMED,
              "SAP's access tokens may be opaque, above all refreshed ones; set"
                  + " token.verification=auto")
          .advice(
              Reason.ISSUER_WRONG,
              "a tenant with a custom domain puts that into iss: list it in issuer-aliases")
          .build();

  private static final Profile AUTH0 =
      new ProfileBuilder(
              "auth0",
              "`permissions` count as scopes and as roles; the issuer ends in a slash. Roles under a"
                  + " name of yours stand in `roles.claims`. No introspection. Tenants without the"
                  + " standard logout endpoint sign users out at `/v2/logout`.")
          .signsOutAt("/v2/logout", "returnTo")
          .scopes("/scope", "/permissions")
          .roles("/permissions")
          .client("/azp", "/client_id")
          .applicationHas("/gty", "client-credentials")
          .cannotIntrospect()
          .advice(
              Reason.TOKEN_MALFORMED,
              "Auth0 issues opaque tokens to clients that ask for no audience; have them ask with"
                  + " audience=<the API's identifier>")
          .advice(
              Reason.AUDIENCE_WRONG,
              "with Auth0 the audience is the API's identifier that the client asks for")
          .build();

  private static final Profile COGNITO =
      new ProfileBuilder(
              "cognito",
              "Access tokens have no `aud`, so `audience` is the id of the client they were issued"
                  + " to. `token_use` must be `access`. No introspection. Users sign out at"
                  + " `/logout`, with `logout_uri`.")
          .alwaysSignsOutAt("/logout", "logout_uri")
          .scopes("/scope")
          .roles("/cognito:groups")
          .groups("/cognito:groups")
          .audience("/aud", "/client_id")
          .client("/client_id")
          .accessTokensSay("token_use", "access")
          .cannotIntrospect()
          .advice(
              Reason.AUDIENCE_WRONG,
              "Cognito's access tokens name their client only; write the ids of the app clients that"
                  + " may call into audience")
          .build();

  private static final Profile GOOGLE =
      new ProfileBuilder(
              "google",
              "`iss` may lack `https://`. For sign-in: access tokens are opaque and there is no"
                  + " introspection, which is said at the start. Limit to a company with"
                  + " `claim:/hd=…`.")
          .leavesOutScheme()
          .cannotIntrospect()
          .caution(
              any -> true,
              "Google's access tokens are opaque and there is no introspection endpoint (RFC 7662),"
                  + " so bearer rules take none of them; sign users in, or protect the API with"
                  + " another authorization server")
          .advice(
              Reason.TOKEN_MALFORMED,
              "Google's access tokens are opaque, and nobody but Google can tell whom they are for")
          .build();

  static final List<Profile> ALL =
      List.of(GENERIC, KEYCLOAK, OKTA, ENTRA, SAP_IAS, AUTH0, COGNITO, GOOGLE);

  private KnownProfiles() {}

  private static String orgServer() {
    return "access tokens of Okta's org authorization server (an issuer without /oauth2/…) are for"
        + " Okta alone; have the client ask a custom authorization server";
  }

  private static boolean hasNoPath(String issuer) {
    int slash = issuer.indexOf('/', "https://".length());
    return slash < 0 || slash == issuer.length() - 1;
  }
}
