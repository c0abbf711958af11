import java.util.Properties

// The app: Kotlin from here, the library from Rust, and the bindings between them, which are written from that very
// library, so that they cannot disagree.

plugins {
    alias(libs.plugins.android.application)
}

val repository: Directory = rootProject.layout.projectDirectory.dir("..")

/** The version of the workspace: Rust and Kotlin carry the same. */
val couchpadVersion: String = providers.fileContents(repository.file("Cargo.toml")).asText.map { text ->
    Regex("(?m)^version = \"(\\d+\\.\\d+\\.\\d+)\"").find(text)?.groupValues?.get(1)
        ?: error("Cargo.toml has no version of the workspace")
}.get()

/** 1.2.3 as 10203: grows with every release. */
val couchpadVersionCode: Int = couchpadVersion.split('.').map(String::toInt).let { (major, minor, patch) ->
    require(minor < 100 && patch < 100) { "a version code has room for two digits each of minor and patch: $couchpadVersion" }
    major * 10_000 + minor * 100 + patch
}

/** Cargo's own place: an Android Studio that was not started from a terminal does not have it on its PATH. */
val cargoProgram: String = providers.environmentVariable("CARGO_HOME")
    .orElse(providers.systemProperty("user.home").map { "$it/.cargo" })
    .map { File(it, "bin/cargo") }.get()
    .let { if (it.canExecute()) it.path else "cargo" }

/** Where the key for releases is: signing.properties beside this project's settings, or the environment. See README.md. */
val signing = Properties().apply {
    val text = providers.fileContents(rootProject.layout.projectDirectory.file("signing.properties")).asText.orNull
    text?.let { load(it.reader()) }
    for (name in listOf("storeFile", "storePassword", "keyAlias", "keyPassword")) {
        val variable = "COUCHPAD_" + name.replace(Regex("[A-Z]")) { "_" + it.value }.uppercase()
        providers.environmentVariable(variable).orNull?.let { setProperty(name, it) }
    }
}

android {
    namespace = "app.couchpad.pad"
    compileSdk = libs.versions.compileSdk.get().toInt()
    ndkVersion = libs.versions.ndk.get()

    defaultConfig {
        applicationId = "app.couchpad.pad"
        minSdk = libs.versions.minSdk.get().toInt()
        targetSdk = libs.versions.targetSdk.get().toInt()
        versionCode = couchpadVersionCode
        versionName = couchpadVersion
        // JNA brings libraries for more machines than Rust is built for
        ndk { abiFilters += listOf("arm64-v8a", "x86_64") }
    }

    signingConfigs {
        if (signing.containsKey("storeFile")) {
            create("release") {
                storeFile = rootProject.file(signing.getProperty("storeFile"))
                storePassword = signing.getProperty("storePassword")
                keyAlias = signing.getProperty("keyAlias")
                keyPassword = signing.getProperty("keyPassword")
            }
        }
    }

    buildTypes {
        release {
            // the Kotlin is small, and JNA and GameActivity find most of it by name
            isMinifyEnabled = false
            // null without a key: then `assembleRelease` makes an unsigned package
            signingConfig = signingConfigs.findByName("release")
        }
    }

    compileOptions {
        sourceCompatibility = JavaVersion.toVersion(libs.versions.java.get())
        targetCompatibility = JavaVersion.toVersion(libs.versions.java.get())
    }

    buildFeatures { buildConfig = true }
    // uncompressed and aligned: the system maps the library from the package, on pages of 16 KB too
    packaging { jniLibs { useLegacyPackaging = false } }
    // the log's lines: on a computer Android's classes are empty shells
    testOptions { unitTests.isReturnDefaultValues = true }
    // a newer version of something is no fault of a commit
    lint { disable += listOf("GradleDependency", "AndroidGradlePluginVersion", "NewerVersionAvailable", "OldTargetApi") }
}

dependencies {
    implementation(libs.appcompat)
    implementation(libs.camera.camera2)
    implementation(libs.camera.lifecycle)
    implementation(libs.camera.view)
    implementation(libs.core)
    implementation(libs.coroutines)
    implementation(libs.games.activity)
    implementation(variantOf(libs.jna) { artifactType("aar") })
    implementation(libs.zxing)
    testImplementation(libs.junit)
}

/** Builds the library for each kind of phone with cargo-ndk. Cargo knows what is up to date, so this always asks it. */
@DisableCachingByDefault(because = "Cargo knows what is up to date")
abstract class RustLibrary @Inject constructor(private val commands: ExecOperations) : DefaultTask() {
    @get:Internal abstract val repository: DirectoryProperty
    @get:Internal abstract val cargo: Property<String>
    @get:Input abstract val abis: ListProperty<String>
    @get:Input abstract val platform: Property<String>
    @get:Input abstract val profile: Property<String>
    @get:Input abstract val ndk: Property<String>
    @get:OutputDirectory abstract val libraries: DirectoryProperty

    init {
        outputs.upToDateWhen { false }
    }

    @TaskAction
    fun build() {
        val root = repository.get().asFile
        commands.exec {
            workingDir = root
            environment("ANDROID_NDK_HOME", ndk.get())
            commandLine(listOf(cargo.get(), "ndk") + abis.get().flatMap { listOf("-t", it) }
                + listOf("-P", platform.get(), "-o", libraries.get().asFile.path)
                + listOf("rustc", "--config", "android/cargo.toml", "--locked", "--package", "couchpad-gamepad", "--lib")
                + listOf("--crate-type", "cdylib", "--profile", profile.get()))
        }
    }
}

/** Writes the Kotlin side of the border, from the library itself. */
@DisableCachingByDefault(because = "the generator is built by Cargo")
abstract class KotlinBindings @Inject constructor(private val commands: ExecOperations) : DefaultTask() {
    @get:Internal abstract val repository: DirectoryProperty
    @get:Internal abstract val cargo: Property<String>
    @get:InputDirectory @get:PathSensitive(PathSensitivity.NONE) abstract val libraries: DirectoryProperty
    @get:InputFile @get:PathSensitive(PathSensitivity.NONE) abstract val settings: RegularFileProperty
    @get:OutputDirectory abstract val sources: DirectoryProperty

    @TaskAction
    fun write() {
        val out = sources.get().asFile
        out.deleteRecursively()
        val library = libraries.get().file("arm64-v8a/libcouchpad_gamepad.so").asFile
        val root = repository.get().asFile
        commands.exec {
            workingDir = root
            // the generator is of another workspace: docs/adr/0002-bindings-in-a-workspace-of-their-own.md
            environment("CARGO_TARGET_DIR", System.getenv("CARGO_TARGET_DIR") ?: root.resolve("target").path)
            commandLine(listOf(cargo.get(), "run", "--quiet", "--locked", "--manifest-path", "core/ffi/host/Cargo.toml")
                + listOf("--package", "couchpad-ffi-bindgen", "--", "generate")
                + listOf("--config", settings.get().asFile.path, "--language", "kotlin", "--no-format")
                + listOf("--out-dir", out.path, library.path))
        }
    }
}

androidComponents {
    onVariants { variant ->
        val name = variant.name.replaceFirstChar(Char::uppercase)
        val rust = tasks.register<RustLibrary>("rustLibrary$name") {
            description = "Builds libcouchpad_gamepad.so with cargo-ndk"
            repository = rootProject.layout.projectDirectory.dir("..")
            cargo = cargoProgram
            abis = listOf("arm64-v8a", "x86_64")
            platform = libs.versions.minSdk
            // both build types: Bevy without optimisation is no controller. `-Pcouchpad.profile=dev` for debugging Rust
            profile = providers.gradleProperty("couchpad.profile").orElse("release")
            ndk = androidComponents.sdkComponents.ndkDirectory.map { it.asFile.path }
        }
        val bindings = tasks.register<KotlinBindings>("kotlinBindings$name") {
            description = "Writes the Kotlin bindings of libcouchpad_gamepad.so"
            repository = rootProject.layout.projectDirectory.dir("..")
            cargo = cargoProgram
            libraries = rust.flatMap { it.libraries }
            settings = rootProject.layout.projectDirectory.file("../core/ffi/uniffi.toml")
        }
        variant.sources.jniLibs?.addGeneratedSourceDirectory(rust, RustLibrary::libraries)
        variant.sources.kotlin?.addGeneratedSourceDirectory(bindings, KotlinBindings::sources)
    }
}
