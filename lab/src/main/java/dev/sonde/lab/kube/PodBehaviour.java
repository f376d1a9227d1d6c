package dev.sonde.lab.kube;

/// What becomes of a pod once it is on a node. A pod can be told to change: see [Cluster#behave].
public enum PodBehaviour {
    /// Running and Ready at once. A pod of a Job ends successfully after a second.
    RUNS("runs"),
    /// ContainerCreating for a while, then Running and Ready.
    STARTS_LATE("starts-late"),
    /// ContainerCreating for ever.
    HANGS("hangs"),
    /// Running, but its readiness probe fails.
    NOT_READY("not-ready"),
    /// CrashLoopBackOff after exit status 1, restarting every few seconds.
    CRASHES("crashes"),
    /// CrashLoopBackOff after OOMKilled.
    OUT_OF_MEMORY("out-of-memory"),
    /// ImagePullBackOff.
    IMAGE_MISSING("image-missing"),
    /// Ends with phase Failed.
    FAILS("fails");

    /// The annotation of a pod that tells the kubelets of the lab what to play.
    static final String ANNOTATION = "lab.sonde.dev/behaviour";

    /// The annotation that tells how long [#STARTS_LATE] takes, as Go writes durations (`5s`).
    static final String AFTER = "lab.sonde.dev/after";

    private final String value;

    PodBehaviour(String value) {
        this.value = value;
    }

    /// The value of the annotation.
    String value() {
        return value;
    }
}
