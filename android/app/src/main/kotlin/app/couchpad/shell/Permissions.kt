package app.couchpad.shell

import android.Manifest
import android.app.Activity
import android.content.pm.PackageManager
import android.os.Build
import androidx.core.app.ActivityCompat
import androidx.core.content.ContextCompat
import app.couchpad.pad.Permission
import app.couchpad.pad.PermissionAnswer

/** Asks the player by the system's own question, one at a time for each permission. On the main thread. */
internal class Permissions(private val activity: Activity) {
    private class Question(val name: String, val answer: (PermissionAnswer) -> Unit)

    private val open = mutableMapOf<Int, Question>()
    private var lastCode = 0

    fun ask(permission: Permission, answer: (PermissionAnswer) -> Unit) {
        val name = nameOf(permission)
        if (name == null || isGranted(name)) return answer(PermissionAnswer.GRANTED)
        lastCode = lastCode % MOST_CODE + 1
        open[lastCode] = Question(name, answer)
        ActivityCompat.requestPermissions(activity, arrayOf(name), lastCode)
    }

    /** What the activity was told. */
    fun answered(code: Int, results: IntArray) {
        val question = open.remove(code) ?: return
        question.answer(
            when {
                results.firstOrNull() == PackageManager.PERMISSION_GRANTED -> PermissionAnswer.GRANTED
                // no results: the question was taken away, by a call that came in or by a second question
                results.isEmpty() -> PermissionAnswer.DENIED
                ActivityCompat.shouldShowRequestPermissionRationale(activity, question.name) -> PermissionAnswer.DENIED
                else -> PermissionAnswer.DENIED_FOREVER
            },
        )
    }

    private fun isGranted(name: String): Boolean =
        ContextCompat.checkSelfPermission(activity, name) == PackageManager.PERMISSION_GRANTED

    /** Null: this system does not ask for it. */
    private fun nameOf(permission: Permission): String? = when (permission) {
        Permission.CAMERA -> Manifest.permission.CAMERA
        Permission.LOCAL_NETWORK -> LOCAL_NETWORK.takeIf { localNetworkIsGuarded() }
    }

    /** Android 17 guards the local network, for apps that are made for Android 17. */
    private fun localNetworkIsGuarded(): Boolean =
        Build.VERSION.SDK_INT >= GUARDED_SINCE && activity.applicationInfo.targetSdkVersion >= GUARDED_SINCE

    private companion object {
        const val LOCAL_NETWORK = "android.permission.ACCESS_LOCAL_NETWORK"
        const val GUARDED_SINCE = 37

        /** Androidx takes codes of 16 bits. */
        const val MOST_CODE = 0xFFFF
    }
}
