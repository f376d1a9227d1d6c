package dev.sonde.model;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/// What came of asking a backend.
///
/// An expected failure is a value like any other, so that a screen or a checklist can show it and
/// the compiler asks for it to be shown. There is `map` and nothing more: who wants to chain
/// questions writes them one below the other, with a `switch`.
///
/// @param <T> what was asked for
public sealed interface Answer<T> {

    /// The backend answered.
    ///
    /// - **Empty:** `value` may hold nothing, which means "asked, and there is nothing".
    ///
    /// @param value what was asked for
    /// @param notices what the backend remarked; an answer that is incomplete says so here
    /// @param source who was asked what, and when
    record Got<T>(T value, List<Notice> notices, Provenance source) implements Answer<T> {

        /// Keep an answer and the remarks that came with it.
        public Got {
            Objects.requireNonNull(value, "value");
            Objects.requireNonNull(source, "source");
            notices = List.copyOf(notices);
        }

        /// Keep an answer that came without remarks.
        public Got(T value, Provenance source) {
            this(value, List.of(), source);
        }
    }

    /// The backend could not be asked, or did not answer. Never means "there is nothing".
    ///
    /// @param failure why there is no answer
    /// @param source who was asked what, and when
    record Failed<T>(Failure failure, Provenance source) implements Answer<T> {

        /// Keep the reason why there is no answer.
        public Failed {
            Objects.requireNonNull(failure, "failure");
            Objects.requireNonNull(source, "source");
        }
    }

    /// Who was asked what, and when; known for a failure as well, so that it can be repeated.
    Provenance source();

    /// Make something else of the value; notices, failure and source stay.
    default <R> Answer<R> map(Function<? super T, ? extends R> change) {
        return switch (this) {
            case Got<T>(var value, var notices, var source) ->
                    new Got<>(change.apply(value), notices, source);
            case Failed<T>(var failure, var source) -> new Failed<>(failure, source);
        };
    }
}
