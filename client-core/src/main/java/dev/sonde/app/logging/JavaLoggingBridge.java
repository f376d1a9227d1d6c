package dev.sonde.app.logging;

import org.slf4j.bridge.SLF4JBridgeHandler;

/// Sends what libraries log through `java.util.logging` to the same place as everything else.
///
/// The JDK makes an instance when its logging is first used, if the system property
/// `java.util.logging.config.class` names this class; that is why it is public and does its work in
/// the constructor.
public final class JavaLoggingBridge {

    /// Replace the JDK's console handler by the bridge.
    public JavaLoggingBridge() {
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
    }
}
