package io.github.diffusion4j.eval.junit;

import io.github.diffusion4j.eval.check.ReplicationResult;
import io.github.diffusion4j.eval.detect.DetectorSetting;
import io.github.diffusion4j.tensor.Engine;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.DynamicTestInvocationContext;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** Does what {@link DiffusionEvaluation} says. What is dear lies in the store of the whole run. */
final class DiffusionEvaluationExtension
    implements BeforeAllCallback, ParameterResolver, InvocationInterceptor {
  private static final Namespace NAMESPACE = Namespace.create(DiffusionEvaluationExtension.class);

  @Override
  public void beforeAll(ExtensionContext context) {
    Class<?> test = context.getRequiredTestClass();
    int imageSize = settings(test).imageSize();
    PictureFiles files = new PictureFiles(store(context));
    new SetFields<>(TrainingSet.class).fill(test, wish -> files.training(wish, imageSize));
    new SetFields<>(HeldOutSet.class).fill(test, wish -> files.heldOut(wish, imageSize));
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.isAnnotated(Generated.class)
        || parameter.getParameter().getType() == ReplicationResult.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter
        .findAnnotation(Generated.class)
        .<Object>map(wish -> requested(wish, parameter.getParameter(), context))
        .orElseGet(() -> measured(parameter.getDeclaringExecutable(), context));
  }

  private static ReplicationResult measured(Executable executable, ExtensionContext context) {
    if (!(executable instanceof Method test)) {
      throw new ExtensionConfigurationException(
          "a parameter of type ReplicationResult belongs to a test method, not to a constructor");
    }
    Class<?> owner = context.getRequiredTestClass();
    List<ImageSet> generated = new ArrayList<>();
    for (Parameter each : test.getParameters()) {
      AnnotationSupport.findAnnotation(each, Generated.class)
          .ifPresent(wish -> generated.add(requested(wish, each, context)));
    }
    return Gates.of(owner, test, generated).measured(testRun(context), owner, generated);
  }

  private static ImageSet requested(Generated wish, Parameter parameter, ExtensionContext context) {
    Class<?> type = parameter.getType();
    if (type != ImageSet.class) {
      throw wrong("it is of type " + type.getName() + "; declare it as ImageSet", null);
    }
    if (wish.value().isEmpty() == wish.model().isEmpty()) {
      throw wrong(
          wish.model().isEmpty()
              ? "it names neither pictures nor a model; write @Generated(\"folder\") or"
                  + " @Generated(model = \"folder\", count = 1_000)"
              : "it names pictures and a model; give one of them",
          null);
    }
    if (wish.count() == 0 || wish.count() < 0 && !wish.model().isEmpty()) {
      throw wrong(
          wish.count() == 0
              ? "count is 0; nothing can be said of no pictures: give 1 or more, 299 at the least"
                  + " to show a rate of 1 %"
              : "a model draws as many as it is told; give count, such as 1_000",
          null);
    }
    try {
      return generated(wish, context);
    } catch (RuntimeException unusable) {
      throw wrong(unusable.getMessage(), unusable);
    }
  }

  private static ImageSet generated(Generated wish, ExtensionContext context) {
    Store store = store(context);
    return wish.model().isEmpty()
        ? new PictureFiles(store)
            .generated(
                wish.value(), wish.count(), settings(context.getRequiredTestClass()).imageSize())
        : new DrawnPictures(store, work(store))
            .of(Path.of(wish.model()), wish.count(), wish.seed());
  }

  @Override
  public void interceptTestMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> test,
      ExtensionContext context)
      throws Throwable {
    run(invocation, test, context);
  }

  @Override
  public void interceptTestTemplateMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> test,
      ExtensionContext context)
      throws Throwable {
    run(invocation, test, context);
  }

  @Override
  public void interceptDynamicTest(
      Invocation<Void> invocation, DynamicTestInvocationContext test, ExtensionContext context)
      throws Throwable {
    testRun(ofMethod(context)).during(invocation::proceed);
  }

  private static void run(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> test,
      ExtensionContext context)
      throws Throwable {
    Class<?> owner = context.getRequiredTestClass();
    List<ImageSet> generated = generated(test);
    Gates gates = Gates.of(owner, test.getExecutable(), generated);
    TestRun run = testRun(context);
    run.during(
        () -> {
          gates.judge(run, owner, generated);
          invocation.proceed();
        });
  }

  private static List<ImageSet> generated(ReflectiveInvocationContext<Method> test) {
    List<ImageSet> sets = new ArrayList<>();
    Parameter[] parameters = test.getExecutable().getParameters();
    for (int i = 0; i < parameters.length; i++) {
      if (AnnotationSupport.isAnnotated(parameters[i], Generated.class)) {
        sets.add((ImageSet) test.getArguments().get(i));
      }
    }
    return sets;
  }

  /** A dynamic test has neither class nor method; the factory around it has. */
  private static ExtensionContext ofMethod(ExtensionContext context) {
    ExtensionContext around = context;
    while (around.getTestMethod().isEmpty()) {
      around = around.getParent().orElseThrow();
    }
    return around;
  }

  private static TestRun testRun(ExtensionContext context) {
    Store store = store(context);
    DiffusionEvaluation settings = settings(context.getRequiredTestClass());
    EvidenceFolders folders =
        store.getOrComputeIfAbsent(
            EvidenceFolders.class, missing -> new EvidenceFolders(), EvidenceFolders.class);
    Evaluations evaluations =
        store.getOrComputeIfAbsent(
            Evaluations.class,
            missing -> new Evaluations(work(store), detectorCache(context)),
            Evaluations.class);
    return new TestRun(
        settings, evaluations, new Evidence(context, () -> folders.of(context), settings.redact()));
  }

  private static Path detectorCache(ExtensionContext context) {
    return context
        .getConfigurationParameter(DiffusionEvaluation.DETECTOR_CACHE)
        .map(Path::of)
        .orElseGet(DetectorSetting::usersCache);
  }

  private static NativeWork work(Store store) {
    return store.getOrComputeIfAbsent(
        NativeWork.class, missing -> new NativeWork(Engine::open), NativeWork.class);
  }

  private static Store store(ExtensionContext context) {
    return context.getRoot().getStore(NAMESPACE);
  }

  /** Returns the annotation of a class, or of the one that it is nested in. */
  private static DiffusionEvaluation settings(Class<?> test) {
    for (Class<?> owner = test; owner != null; owner = owner.getEnclosingClass()) {
      var found = AnnotationSupport.findAnnotation(owner, DiffusionEvaluation.class);
      if (found.isPresent()) {
        return found.get();
      }
    }
    throw new ExtensionConfigurationException(
        test.getName() + " has no @DiffusionEvaluation; annotate it, not a method");
  }

  private static ExtensionConfigurationException wrong(String what, Throwable cause) {
    return new ExtensionConfigurationException("@Generated: " + what, cause);
  }
}
