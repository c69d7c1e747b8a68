package dev.latchkey.redis;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a server of Redis says of itself ({@code INFO}), as far as it matters here.
 *
 * @param mode standalone, sentinel or cluster
 * @param role master or slave
 */
record ServerInfo(
    boolean isCluster, boolean isBounded, String evictionPolicy, String mode, String role) {

  static ServerInfo of(String info) {
    Map<String, String> fields = new HashMap<>();
    info.lines()
        .map(line -> line.split(":", 2))
        .filter(pair -> pair.length == 2)
        .forEach(pair -> fields.put(pair[0], pair[1].strip()));
    return new ServerInfo(
        fields.getOrDefault("cluster_enabled", "0").equals("1"),
        !fields.getOrDefault("maxmemory", "0").equals("0"),
        fields.getOrDefault("maxmemory_policy", ""),
        fields.getOrDefault("redis_mode", ""),
        fields.getOrDefault("role", ""));
  }

  /** What an operator should look at. */
  List<String> warnings(boolean nearCache) {
    List<String> warnings = new ArrayList<>();
    if (mode.equals("sentinel")) {
      warnings.add(
          "redis.uri leads to a Sentinel, which keeps no sessions; write"
              + " redis-sentinel://host:26379/0#name");
    } else if (role.equals("slave") && !isCluster) {
      warnings.add("redis.uri leads to a replica, which takes no writes; name the master");
    }
    if (evictionPolicy.startsWith("allkeys-")) {
      warnings.add(
          "Redis may drop sessions whenever its memory is full (maxmemory-policy "
              + evictionPolicy
              + "), which signs users out"
              + (isBounded ? "" : "; it has no maxmemory just now")
              + ". Set noeviction, or give sessions a Redis of their own");
    }
    if (nearCache && isCluster) {
      warnings.add("redis.near-cache does nothing with a Cluster; leave it out");
    }
    return warnings;
  }
}
