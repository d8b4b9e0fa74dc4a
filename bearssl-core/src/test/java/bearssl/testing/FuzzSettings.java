package bearssl.testing;

import net.jqwik.api.lifecycle.AroundPropertyHook;
import net.jqwik.api.lifecycle.PropagationMode;
import net.jqwik.api.lifecycle.PropertyAttributes;
import net.jqwik.api.lifecycle.PropertyExecutionResult;
import net.jqwik.api.lifecycle.PropertyExecutor;
import net.jqwik.api.lifecycle.PropertyLifecycleContext;

/**
 * Lets properties of a class run longer, and from elsewhere: {@code -Dfuzz.tries=1000000 -Dfuzz.seed=2}. Each says how
 * many tries it made and from which seed, which makes the same tries again.
 */
public final class FuzzSettings implements AroundPropertyHook {
    @Override
    public PropagationMode propagateTo() {
        return PropagationMode.ALL_DESCENDANTS;
    }

    @Override
    public PropertyExecutionResult aroundProperty(PropertyLifecycleContext context, PropertyExecutor property) {
        PropertyAttributes attributes = context.attributes();
        Integer tries = Integer.getInteger("fuzz.tries");
        if (tries != null) {
            attributes.setTries(tries);
        }
        String seed = System.getProperty("fuzz.seed");
        if (seed != null) {
            attributes.setSeed(seed);
        }
        PropertyExecutionResult result = property.execute();
        System.out.println(context.extendedLabel() + ": " + result.countTries() + " tries, seed "
                + result.seed().orElse("none"));
        return result;
    }
}
