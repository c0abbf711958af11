import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import jdk.internal.org.objectweb.asm.ClassReader;
import jdk.internal.org.objectweb.asm.ClassVisitor;
import jdk.internal.org.objectweb.asm.ClassWriter;
import jdk.internal.org.objectweb.asm.FieldVisitor;
import jdk.internal.org.objectweb.asm.MethodVisitor;
import jdk.internal.org.objectweb.asm.Opcodes;

/**
 * Makes the classes of an old android.jar as new as the shell needs them: adds to each of them the members that a folder of
 * compiled stand-ins has more, and leaves the result in that folder, in front of the jar on a class path.
 * `java --add-exports java.base/jdk.internal.org.objectweb.asm=ALL-UNNAMED Merge.java android.jar FOLDER`
 */
final class Merge {
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[1]);
        List<Path> files;
        try (Stream<Path> all = Files.walk(folder)) {
            files = all.filter(path -> path.toString().endsWith(".class")).toList();
        }
        try (JarFile jar = new JarFile(arguments[0])) {
            Set<String> families = new HashSet<>();
            for (Path file : files) {
                families.add(family(folder.relativize(file).toString().replace('\\', '/')));
            }
            // a compiler looks for nested classes beside the one that they are nested in: so all of a family come along
            for (var entry : Collections.list(jar.entries())) {
                if (entry.getName().endsWith(".class") && families.contains(family(entry.getName()))) {
                    Path file = folder.resolve(entry.getName());
                    try (InputStream old = jar.getInputStream(entry)) {
                        byte[] bytes = old.readAllBytes();
                        Files.write(file, Files.exists(file) ? merged(bytes, Files.readAllBytes(file)) : bytes);
                    }
                }
            }
        }
    }

    /** A class with all that is nested in it. */
    private static String family(String entry) {
        return entry.substring(0, entry.length() - ".class".length()).split("\\$", 2)[0];
    }

    private static byte[] merged(byte[] old, byte[] more) {
        Set<String> has = new HashSet<>();
        ClassWriter writer = new ClassWriter(0);
        Members members = new Members(writer, has);
        new ClassReader(old).accept(members, 0);
        new ClassReader(more).accept(new Additions(writer, has), ClassReader.SKIP_DEBUG);
        writer.visitEnd();
        return writer.toByteArray();
    }

    /** Copies a class and notes what it has. */
    private static final class Members extends ClassVisitor {
        private final Set<String> has;

        Members(ClassVisitor next, Set<String> has) {
            super(Opcodes.ASM8, next);
            this.has = has;
        }

        @Override
        public FieldVisitor visitField(int access, String name, String type, String signature, Object value) {
            has.add(name);
            return super.visitField(access, name, type, signature, value);
        }

        @Override
        public MethodVisitor visitMethod(int access, String name, String type, String signature, String[] errors) {
            has.add(name + type);
            return super.visitMethod(access, name, type, signature, errors);
        }

        @Override
        public void visitInnerClass(String name, String outer, String inner, int access) {
            has.add(name);
            super.visitInnerClass(name, outer, inner, access);
        }

        /** The additions come first. */
        @Override
        public void visitEnd() {}
    }

    /** Hands on what a class has more. */
    private static final class Additions extends ClassVisitor {
        private final ClassVisitor writer;
        private final Set<String> has;

        Additions(ClassVisitor writer, Set<String> has) {
            super(Opcodes.ASM8);
            this.writer = writer;
            this.has = has;
        }

        @Override
        public FieldVisitor visitField(int access, String name, String type, String signature, Object value) {
            return has.contains(name) ? null : writer.visitField(access, name, type, signature, value);
        }

        @Override
        public MethodVisitor visitMethod(int access, String name, String type, String signature, String[] errors) {
            boolean known = has.contains(name + type) || name.startsWith("<");
            return known ? null : writer.visitMethod(access, name, type, signature, errors);
        }

        @Override
        public void visitInnerClass(String name, String outer, String inner, int access) {
            if (!has.contains(name)) {
                writer.visitInnerClass(name, outer, inner, access);
            }
        }
    }
}
