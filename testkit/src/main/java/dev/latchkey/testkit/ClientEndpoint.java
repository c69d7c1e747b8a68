package dev.latchkey.testkit;

/** An endpoint to which a client posts a form and proves who it is: RFC 6749 section 3.2. */
final class ClientEndpoint implements Endpoint {

  /** Answers a form, none of whose parameters is repeated, of a client that is who it says. */
  interface Forms {
    Answer answer(Parameters form, TestClient client);
  }

  private final ClientAuthentication authentication;
  private final Forms forms;

  ClientEndpoint(Clients clients, Forms forms) {
    this.authentication = new ClientAuthentication(clients);
    this.forms = forms;
  }

  @Override
  public Answer answer(Call call) {
    if (!call.isPost()) {
      return Answer.methodNotAllowed("POST");
    }
    if (call.form().repeated() != null) {
      return Answer.error(400, "invalid_request", "a parameter was sent more than once");
    }
    ClientAuthentication.Outcome outcome = authentication.authenticate(call);
    return outcome instanceof ClientAuthentication.Known known
        ? forms.answer(call.form(), known.client())
        : ((ClientAuthentication.Refused) outcome).answer();
  }
}
