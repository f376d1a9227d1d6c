package dev.sonde.testing.repository;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/// What Javadoc's own checks do not ask: that there is a sentence at all.
class SourcesTest {

    @Test
    void everythingPublicSaysWhatItIs() throws IOException {
        List<Path> sources =
                Checkout.filesEndingWith(".java").stream()
                        .filter(file -> file.toString().contains("src/main/java"))
                        .toList();
        assertTrue(sources.size() > 50, "saw " + sources.size());
        assertEquals(List.of(), undocumented(sources));
    }

    @Test
    void findsWhatSaysNothing() throws IOException {
        Path sample = Path.of("client-core/src/test/resources/undocumented/Silent.java");
        assertEquals(
                List.of("Silent", "Silent.<init>", "Silent.method", "Silent.Inner"),
                undocumented(List.of(sample)));
    }

    private static List<String> undocumented(List<Path> sources) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (var files = compiler.getStandardFileManager(null, null, null)) {
            var paths = sources.stream().map(Checkout.root()::resolve).toList();
            var task =
                    (JavacTask)
                            compiler.getTask(
                                    null,
                                    files,
                                    null,
                                    List.of("-proc:none"),
                                    null,
                                    files.getJavaFileObjectsFromPaths(paths));
            var scanner = new Silence(DocTrees.instance(task));
            for (CompilationUnitTree unit : task.parse()) {
                scanner.scan(unit, null);
            }
            return scanner.found;
        }
    }

    /// Visits the public types and their public methods; what is not public is not looked into.
    private static final class Silence extends TreePathScanner<@Nullable Void, @Nullable Void> {

        private final DocTrees docs;
        private final List<String> found = new ArrayList<>();

        Silence(DocTrees docs) {
            this.docs = docs;
        }

        @Override
        public @Nullable Void visitClass(ClassTree type, @Nullable Void nothing) {
            if (!isVisible(type.getModifiers()) && !isInInterface()) {
                return null;
            }
            require(name(getCurrentPath()));
            return super.visitClass(type, null);
        }

        @Override
        public @Nullable Void visitMethod(MethodTree method, @Nullable Void nothing) {
            boolean overrides =
                    method.getModifiers().getAnnotations().stream()
                            .anyMatch(
                                    annotation ->
                                            annotation
                                                    .getAnnotationType()
                                                    .toString()
                                                    .equals("Override"));
            boolean compact = method.getName().contentEquals("<init>") && isInRecord();
            boolean hidden = method.getModifiers().getFlags().contains(Modifier.PRIVATE);
            boolean visible = isVisible(method.getModifiers()) || isInInterface();
            if (visible && !hidden && !overrides && !compact) {
                require(name(getCurrentPath().getParentPath()) + "." + method.getName());
            }
            return null;
        }

        private void require(String name) {
            String said = docs.getDocComment(getCurrentPath());
            if (said == null || said.isBlank()) {
                found.add(name);
            }
        }

        private boolean isInInterface() {
            return getCurrentPath().getParentPath().getLeaf().getKind() == Tree.Kind.INTERFACE;
        }

        private boolean isInRecord() {
            return getCurrentPath().getParentPath().getLeaf().getKind() == Tree.Kind.RECORD;
        }

        private static boolean isVisible(ModifiersTree modifiers) {
            return modifiers.getFlags().contains(Modifier.PUBLIC)
                    || modifiers.getFlags().contains(Modifier.PROTECTED);
        }

        private static String name(TreePath path) {
            String own =
                    path.getLeaf() instanceof ClassTree type ? type.getSimpleName().toString() : "";
            return path.getParentPath().getLeaf() instanceof ClassTree
                    ? name(path.getParentPath()) + "." + own
                    : own;
        }
    }
}
