package app.couchpad.pad;

/** As Gradle makes it. */
public final class BuildConfig {
    public static final String VERSION_NAME = "0.0.0";
}
