package lib.topics_test

import data.lib.topics

test_matches if {
	topics.matches("a/+/c", "a/b/c")
	topics.matches("a/#", "a")
	topics.matches("$share/g/a/#", "a/b")
	not topics.matches("a/+", "a/b/c")
	not topics.matches("#", "$SYS/x")
	not topics.matches("/#", "")
	not topics.matches("a/+", "a/+")
	not topics.matches("a/#", "a/#")
}

test_includes if {
	topics.includes("a/#", "a/+/#")
	topics.includes("+/#", "#")
	topics.includes("+/+/#", "/#")
	not topics.includes("a/+/#", "a/#")
	not topics.includes("#", "$SYS/#")
}

test_open if {
	topics.open("#", "{device}")
	topics.open("devices/+/{device}/x", "{device}")
	topics.open("devices/#", "{device}")
	not topics.open("devices/{device}/#", "{device}")
	not topics.open("devices/all", "{device}")
}
