package androidx.camera.view;

import android.content.Context;
import android.widget.FrameLayout;
import androidx.camera.core.Preview;

public final class PreviewView extends FrameLayout {
    public PreviewView(Context context) {
        super(context);
    }

    public enum ImplementationMode {
        PERFORMANCE,
        COMPATIBLE
    }

    public void setImplementationMode(ImplementationMode mode) {}

    public ImplementationMode getImplementationMode() {
        return null;
    }

    public Preview.SurfaceProvider getSurfaceProvider() {
        return null;
    }
}
