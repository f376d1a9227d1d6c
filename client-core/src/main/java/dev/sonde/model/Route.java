package dev.sonde.model;

import java.util.Objects;

/// How a backend is reached. A command that repeats a request by hand follows from it.
public sealed interface Route {

    /// A stream of a port-forward to one pod; no local port is open.
    ///
    /// @param context the context of the kubeconfig
    /// @param namespace the namespace of the pod
    /// @param pod the pod at the far end
    /// @param port the port inside the pod
    record Tunnel(String context, String namespace, String pod, int port) implements Route {

        /// Name the pod and the port at the far end.
        public Tunnel {
            Objects.requireNonNull(context, "context");
            Objects.requireNonNull(namespace, "namespace");
            Objects.requireNonNull(pod, "pod");
        }
    }

    /// The service proxy of the API server, which picks an endpoint anew for every request.
    ///
    /// @param context the context of the kubeconfig
    /// @param namespace the namespace of the Service
    /// @param service the Service
    /// @param port the port of the Service, by number or by name, as it stands in the path
    record ServiceProxy(String context, String namespace, String service, String port)
            implements Route {

        /// Name the Service and its port.
        public ServiceProxy {
            Objects.requireNonNull(context, "context");
            Objects.requireNonNull(namespace, "namespace");
            Objects.requireNonNull(service, "service");
            Objects.requireNonNull(port, "port");
        }
    }

    /// The API server itself, which answers for the objects of the cluster.
    ///
    /// @param context the context of the kubeconfig
    record ApiServer(String context) implements Route {

        /// Name the cluster by its context.
        public ApiServer {
            Objects.requireNonNull(context, "context");
        }
    }

    /// An address that the user gave.
    ///
    /// @param url the address; a user part is not kept
    record Address(String url) implements Route {

        /// Keep the address without the credentials it may carry.
        public Address {
            url = Redaction.of(url);
        }
    }
}
