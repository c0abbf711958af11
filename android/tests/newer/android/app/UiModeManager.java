package android.app;

public class UiModeManager {
    public float getContrast() {
        return 0;
    }
}
