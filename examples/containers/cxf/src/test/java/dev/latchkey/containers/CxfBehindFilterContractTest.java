package dev.latchkey.containers;

import dev.latchkey.Latchkey;
import dev.latchkey.jaxrs.OidcFeature;
import dev.latchkey.servlet.OidcFilter;
import jakarta.servlet.DispatcherType;
import jakarta.ws.rs.core.Feature;
import org.apache.catalina.Context;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;
import org.junit.jupiter.api.Tag;

/** The same where a servlet filter stands in front, which decides for both. */
@Tag("O14")
class CxfBehindFilterContractTest extends CxfContractTest {

  private Latchkey latest;

  @Override
  protected Feature feature(Latchkey latchkey) {
    latest = latchkey;
    return OidcFeature.behindFilter(latchkey);
  }

  @Override
  void putInFront(Context context) {
    FilterDef filter = new FilterDef();
    filter.setFilterName("oidc");
    filter.setFilter(new OidcFilter(latest));
    filter.setAsyncSupported("true");
    context.addFilterDef(filter);
    FilterMap map = new FilterMap();
    map.setFilterName("oidc");
    map.addURLPattern("/*");
    for (DispatcherType type : DispatcherType.values()) {
      map.setDispatcher(type.name());
    }
    context.addFilterMap(map);
  }
}
