package lib.isolation_test

import data.lib.isolation

test_below if {
	isolation.below("none", "application")
	isolation.below("vm", "microvm")
	not isolation.below("microvm", "microvm")
	not isolation.below("dedicated", "microvm")
	count([1 | isolation.below(input.params.unstated, "microvm")]) == 0 with input as {"params": {}}
}
