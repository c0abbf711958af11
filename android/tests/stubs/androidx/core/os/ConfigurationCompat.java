package androidx.core.os;

import android.content.res.Configuration;

public final class ConfigurationCompat {
    public static LocaleListCompat getLocales(Configuration configuration) {
        return null;
    }
}
