public final class Silent {

    public Silent(Silent other) {}

    public void method() {}

    /// Says what it does.
    public void documented() {}

    @Override
    public String toString() {
        return "";
    }

    void hidden() {}

    public record Inner(int x) {
        public Inner {}
    }
}
