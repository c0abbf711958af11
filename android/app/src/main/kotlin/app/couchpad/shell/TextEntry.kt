package app.couchpad.shell

import android.app.Activity
import android.app.AlertDialog
import android.text.InputFilter
import android.text.InputType
import android.view.WindowManager
import android.view.inputmethod.EditorInfo
import android.widget.EditText
import android.widget.FrameLayout
import app.couchpad.pad.TextField
import app.couchpad.pad.TextKind
import app.couchpad.pad.shellWords

/**
 * The text dialog, with the phone's own keyboard: winit brings none on Android. `answer` gets the request's number and the text,
 * or null where the player cancelled. On the main thread.
 */
internal class TextEntry(private val activity: Activity, private val answer: (ULong, String?) -> Unit) {
    private class Open(val request: ULong, val dialog: AlertDialog)

    private var open: Open? = null

    fun open(request: ULong, field: TextField) {
        open?.dialog?.cancel()
        val input = inputFor(field)
        val words = shellWords()
        val dialog = AlertDialog.Builder(activity)
            .setTitle(field.title)
            .setView(framed(input))
            .setPositiveButton(words.done) { _, _ -> finish(request, input.text.toString()) }
            .setNegativeButton(words.cancel) { dialog, _ -> dialog.cancel() }
            .setOnCancelListener { finish(request, null) }
            .create()
        open = Open(request, dialog)
        input.setOnEditorActionListener { _, action, _ ->
            if (action == EditorInfo.IME_ACTION_DONE) {
                finish(request, input.text.toString())
                dialog.dismiss()
            }
            action == EditorInfo.IME_ACTION_DONE
        }
        dialog.window?.setSoftInputMode(WindowManager.LayoutParams.SOFT_INPUT_STATE_ALWAYS_VISIBLE)
        dialog.show()
        input.requestFocus()
    }

    /** Not wanted any more: closed without an answer. */
    fun cancel(request: ULong) {
        val gone = open?.takeIf { it.request == request } ?: return
        open = null
        gone.dialog.dismiss()
    }

    private fun finish(request: ULong, text: String?) {
        if (open?.request != request) return
        open = null
        answer(request, text)
    }

    private fun inputFor(field: TextField) = EditText(activity).apply {
        inputType = typeFor(field.kind)
        imeOptions = EditorInfo.IME_ACTION_DONE or EditorInfo.IME_FLAG_NO_EXTRACT_UI
        hint = field.hint
        filters = arrayOf<InputFilter>(Utf8Limit(field.maxBytes.toInt()))
        setSingleLine()
        setText(field.text)
        setSelection(text.length)
    }

    private fun framed(input: EditText) = FrameLayout(activity).apply {
        val margin = (MARGIN_DP * resources.displayMetrics.density).toInt()
        setPadding(margin, margin / 2, margin, 0)
        addView(input)
    }

    private fun typeFor(kind: TextKind): Int = when (kind) {
        TextKind.LINE -> InputType.TYPE_CLASS_TEXT or InputType.TYPE_TEXT_FLAG_CAP_SENTENCES
        TextKind.NAME -> InputType.TYPE_CLASS_TEXT or InputType.TYPE_TEXT_VARIATION_PERSON_NAME or
            InputType.TYPE_TEXT_FLAG_CAP_WORDS
        TextKind.ADDRESS -> InputType.TYPE_CLASS_TEXT or InputType.TYPE_TEXT_VARIATION_URI or
            InputType.TYPE_TEXT_FLAG_NO_SUGGESTIONS
        TextKind.CODE -> InputType.TYPE_CLASS_NUMBER
    }

    private companion object {
        const val MARGIN_DP = 24
    }
}
