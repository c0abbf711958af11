package app.couchpad.shell

import android.app.Activity
import android.view.Gravity
import android.view.ViewGroup
import android.view.ViewGroup.LayoutParams.MATCH_PARENT
import android.view.ViewGroup.LayoutParams.WRAP_CONTENT
import android.widget.Button
import android.widget.FrameLayout
import android.widget.LinearLayout
import android.widget.TextView
import androidx.camera.view.PreviewView
import androidx.core.content.ContextCompat
import androidx.core.view.ViewCompat
import androidx.core.view.WindowInsetsCompat
import app.couchpad.pad.R
import app.couchpad.pad.shellWords

/** The camera's picture over the game, with one sentence and one button. On the main thread. */
internal class ScannerOverlay(activity: Activity, close: () -> Unit) {
    /** Where the camera's picture goes. It is drawn in the window itself, for the game's own surface lies behind the window. */
    val preview = PreviewView(activity).apply { implementationMode = PreviewView.ImplementationMode.COMPATIBLE }

    private val all = FrameLayout(activity)

    init {
        all.isClickable = true
        all.setBackgroundColor(ContextCompat.getColor(activity, R.color.ground))
        all.addView(preview, MATCH_PARENT, MATCH_PARENT)
        all.addView(foot(activity, close), FrameLayout.LayoutParams(MATCH_PARENT, WRAP_CONTENT, Gravity.BOTTOM))
        activity.addContentView(all, FrameLayout.LayoutParams(MATCH_PARENT, MATCH_PARENT))
        all.requestFocus()
    }

    fun remove() {
        (all.parent as? ViewGroup)?.removeView(all)
    }

    private fun foot(activity: Activity, close: () -> Unit): LinearLayout {
        val words = shellWords()
        val space = (SPACE_DP * activity.resources.displayMetrics.density).toInt()
        val hint = TextView(activity).apply {
            text = words.scan
            setTextColor(ContextCompat.getColor(activity, R.color.text))
            textSize = HINT_SP
            gravity = Gravity.CENTER
        }
        val button = Button(activity).apply {
            text = words.close
            minHeight = TOUCH_TARGETS * space
            setOnClickListener { close() }
        }
        return LinearLayout(activity).apply {
            orientation = LinearLayout.VERTICAL
            setBackgroundColor(ContextCompat.getColor(activity, R.color.raised))
            addView(hint, MATCH_PARENT, WRAP_CONTENT)
            addView(button, LinearLayout.LayoutParams(MATCH_PARENT, WRAP_CONTENT).apply { topMargin = space })
            ViewCompat.setOnApplyWindowInsetsListener(this) { view, insets ->
                val safe = insets.getInsets(WindowInsetsCompat.Type.systemBars() or WindowInsetsCompat.Type.displayCutout())
                view.setPadding(safe.left + space, space, safe.right + space, safe.bottom + space)
                insets
            }
        }
    }

    private companion object {
        const val SPACE_DP = 16
        const val HINT_SP = 20f

        /** A button's height in steps of the space: 64 dp. */
        const val TOUCH_TARGETS = 4
    }
}
