package app.couchpad.shell

import android.view.View
import androidx.core.view.ViewCompat
import androidx.core.view.WindowInsetsCompat
import app.couchpad.pad.Insets
import app.couchpad.pad.setInsets

/** Tells the library how far the system's bars and the camera's cutout reach into the picture; winit does not. */
internal object SafeInsets {
    /** Tells it now and whenever it changes, in physical pixels. On the main thread. */
    fun watch(view: View) {
        ViewCompat.setOnApplyWindowInsetsListener(view) { it, insets ->
            val safe = insets.getInsets(WindowInsetsCompat.Type.systemBars() or WindowInsetsCompat.Type.displayCutout())
            setInsets(Insets(safe.left.toFloat(), safe.top.toFloat(), safe.right.toFloat(), safe.bottom.toFloat()))
            ViewCompat.onApplyWindowInsets(it, insets)
        }
        ViewCompat.requestApplyInsets(view)
    }
}
