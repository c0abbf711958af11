package androidx.appcompat.app;

import android.app.Activity;
import androidx.activity.OnBackPressedDispatcher;
import androidx.lifecycle.LifecycleOwner;

public class AppCompatActivity extends Activity implements LifecycleOwner {
    public final OnBackPressedDispatcher getOnBackPressedDispatcher() {
        return null;
    }
}
