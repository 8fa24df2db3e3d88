package se.ringvakt.web.server;

import io.vertx.core.http.HttpConnection;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import se.ringvakt.web.WebSettings;

/// The connections there are: no more than agreed, and none that dawdles over a request's header.
final class Connections {
    private final Map<HttpConnection, Use> all = new ConcurrentHashMap<>();
    private final AtomicInteger count = new AtomicInteger();
    private final int most;
    private final Duration firstHeader;
    private final Duration nextHeader;

    Connections(WebSettings settings) {
        this.most = settings.limits().connections();
        this.firstHeader = settings.times().header();
        this.nextHeader = settings.times().idle();
    }

    private static final class Use {
        private final AtomicInteger underWay = new AtomicInteger();
        private volatile boolean used;
        private volatile long since = System.nanoTime();
    }

    /// A connection was made.
    void opened(HttpConnection connection) {
        if (count.incrementAndGet() > most) {
            count.decrementAndGet();
            connection.close();
            return;
        }
        all.put(connection, new Use());
        connection.closeHandler(_ -> closed(connection));
    }

    /// It is gone.
    void closed(HttpConnection connection) {
        if (all.remove(connection) != null) {
            count.decrementAndGet();
        }
    }

    /// A request's header has come whole.
    ///
    /// The end is asked for where others ask, too: the response itself would remember one only.
    void begun(RoutingContext routing) {
        Use use = all.get(routing.request().connection());
        if (use != null) {
            use.used = true;
            use.underWay.incrementAndGet();
            routing.addEndHandler(_ -> {
                use.since = System.nanoTime();
                use.underWay.decrementAndGet();
            });
        }
        routing.next();
    }

    /// Closes those whose next request has taken too long to come.
    void sweep() {
        long now = System.nanoTime();
        all.forEach((connection, use) -> {
            Duration most = use.used ? nextHeader : firstHeader;
            if (use.underWay.get() == 0 && now - use.since > most.toNanos()) {
                connection.close();
            }
        });
    }
}
