package dev.sonde.lab.junit;

import org.junit.jupiter.api.extension.ExtendWith;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// A test class that needs the real servers: its tests may take the [dev.sonde.lab.Lab] as a
/// parameter.
///
/// All such classes of a run share one lab. Without the lab's programs they are skipped, with one
/// visible line that says how to build them; with `CI=true` in the environment that is a failure.
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(LabExtension.class)
public @interface Live {}
