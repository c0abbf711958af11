package app.couchpad.shell

import android.util.Log
import androidx.appcompat.app.AppCompatActivity
import androidx.camera.core.CameraInfoUnavailableException
import androidx.camera.core.CameraSelector
import androidx.camera.core.ImageAnalysis
import androidx.camera.core.ImageProxy
import androidx.camera.core.Preview
import androidx.camera.lifecycle.ProcessCameraProvider
import androidx.core.content.ContextCompat
import app.couchpad.pad.Permission
import app.couchpad.pad.PermissionAnswer
import app.couchpad.pad.shellWords
import java.util.concurrent.ExecutionException
import java.util.concurrent.ExecutorService
import java.util.concurrent.Executors

/**
 * The QR scanner: an overlay over the game, with a camera that runs only while it is open and is asked for only then. `answer`
 * gets the request's number, what was read and what went wrong; neither where the player closed it. On the main thread.
 */
internal class Scanner(
    private val activity: AppCompatActivity,
    private val permissions: Permissions,
    private val answer: (ULong, String?, String?) -> Unit,
) {
    private class Open(val request: ULong) {
        var overlay: ScannerOverlay? = null
        var camera: ProcessCameraProvider? = null
        var frames: ExecutorService? = null
    }

    private var open: Open? = null

    fun open(request: ULong) {
        close()
        val now = Open(request)
        open = now
        permissions.ask(Permission.CAMERA) { granted ->
            if (open === now) {
                if (granted == PermissionAnswer.GRANTED) show(now) else fail(now, shellWords().cameraRefused)
            }
        }
    }

    /** Closed by the player, or because the app is not seen. False: it was not open. */
    fun close(): Boolean {
        val gone = open ?: return false
        finish(gone, null, null)
        return true
    }

    /** Not wanted any more: closed without an answer. */
    fun cancel(request: ULong) {
        val gone = open?.takeIf { it.request == request } ?: return
        open = null
        clear(gone)
    }

    private fun show(now: Open) {
        now.overlay = ScannerOverlay(activity, ::close)
        val provider = ProcessCameraProvider.getInstance(activity)
        provider.addListener({ if (open === now) start(now) { provider.get() } }, ContextCompat.getMainExecutor(activity))
    }

    private fun start(now: Open, provider: () -> ProcessCameraProvider) {
        try {
            val camera = provider()
            now.camera = camera
            val which = listOf(CameraSelector.DEFAULT_BACK_CAMERA, CameraSelector.DEFAULT_FRONT_CAMERA)
                .firstOrNull(camera::hasCamera) ?: return fail(now, shellWords().cameraNone)
            val preview = Preview.Builder().build()
            now.overlay?.let { preview.setSurfaceProvider(it.preview.surfaceProvider) }
            camera.bindToLifecycle(activity, which, preview, analysis(now))
        } catch (error: ExecutionException) {
            fail(now, shellWords().cameraFailed, error)
        } catch (error: CameraInfoUnavailableException) {
            fail(now, shellWords().cameraFailed, error)
        } catch (error: IllegalArgumentException) {
            fail(now, shellWords().cameraFailed, error)
        } catch (error: IllegalStateException) {
            fail(now, shellWords().cameraFailed, error)
        }
    }

    private fun analysis(now: Open): ImageAnalysis {
        val frames = Executors.newSingleThreadExecutor { Thread(it, "couchpad-scanner") }
        now.frames = frames
        val reader = QrReader()
        val analysis = ImageAnalysis.Builder().setBackpressureStrategy(ImageAnalysis.STRATEGY_KEEP_ONLY_LATEST).build()
        analysis.setAnalyzer(frames) { frame ->
            val text = frame.use { read(reader, it) }
            if (text != null) activity.runOnUiThread { finish(now, text, null) }
        }
        return analysis
    }

    /** The first plane of a camera's picture is its brightness. */
    private fun read(reader: QrReader, frame: ImageProxy): String? {
        val plane = frame.planes.firstOrNull() ?: return null
        val luminance = ByteArray(plane.buffer.remaining())
        plane.buffer.get(luminance)
        return reader.read(luminance, frame.width, frame.height, plane.rowStride)
    }

    private fun fail(now: Open, words: String, error: Exception? = null) {
        if (error != null) Log.w(TAG, "The camera does not start", error)
        finish(now, null, words)
    }

    private fun finish(now: Open, text: String?, trouble: String?) {
        if (open !== now) return
        open = null
        clear(now)
        answer(now.request, text, trouble)
    }

    private fun clear(gone: Open) {
        gone.camera?.unbindAll()
        gone.frames?.shutdown()
        gone.overlay?.remove()
    }
}
