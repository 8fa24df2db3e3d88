package se.ringvakt.lab;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// Starts one lab for all classes, before the first; it is stopped after the last, whatever
/// happened. Each class begins with the lab's own gate.
final class LabExtension implements BeforeAllCallback, ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(LabExtension.class);

    @Override
    public void beforeAll(ExtensionContext context) {
        Lab lab = lab(context);
        lab.ask(lab.gate());
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Lab.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return lab(context);
    }

    /// In the root's store, which closes what it holds when all tests are over.
    private static Lab lab(ExtensionContext context) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .getOrComputeIfAbsent(Lab.class, _ -> Lab.start(), Lab.class);
    }
}
