package lib.lists_test

import data.lib.lists

test_lacks if {
	lists.lacks([], "tenant")
	lists.lacks(["topic"], "tenant")
	not lists.lacks(["tenant"], "tenant")
}

test_lacks_is_undefined_without_a_list if {
	count([1 | lists.lacks(input.params.unstated, "tenant")]) == 0 with input as {"params": {}}
	count([1 | lists.lacks_any(input.params.unstated, ["tenant"])]) == 0 with input as {"params": {}}
}

test_lacks_any if {
	lists.lacks_any(["device"], ["device", "tenant"])
	not lists.lacks_any(["device", "tenant"], ["device", "tenant"])
}
