package androidx.core.os;

import java.util.Locale;

public final class LocaleListCompat {
    public Locale get(int index) {
        return null;
    }
}
