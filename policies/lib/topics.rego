# METADATA
# title: Topic filters
# description: >-
#   What package topic does in Go, in plain Rego: filters as in section 4.7 of MQTT, and templates whose names in braces
#   stand for a part of one level. Filters are taken to be valid.
package lib.topics

# matches holds where a filter matches a name.
matches(filter, name) if {
	name != ""
	not contains(name, "+")
	not contains(name, "#")
	f := levels(filter)
	n := split(name, "/")
	not hidden(f, n)
	covers(f, n)
}

# includes holds where the outer filter matches every name that the inner one matches.
includes(outer, inner) if {
	o := levels(outer)
	i := levels(inner)
	i[0] != "#"
	not hidden(o, i)
	covers(o, i)
}

includes(outer, inner) if {
	levels(inner)[0] == "#"
	levels(outer) in {["#"], ["+", "#"]}
}

# hidden are names that begin with a dollar from filters that begin with a wildcard.
hidden(f, n) if {
	f[0] in {"+", "#"}
	startswith(n[0], "$")
}

covers(o, i) if {
	last := count(o) - 1
	o[last] == "#"
	covers_all(array.slice(o, 0, last), i)
}

covers(o, i) if {
	o[count(o) - 1] != "#"
	count(o) == count(i)
	covers_all(o, i)
}

covers_all(o, i) if {
	every k, level in o {
		i[k] != "#"
		level in {"+", i[k]}
	}
}

# levels are those of a filter, without the group of a shared subscription. No
# name is empty, so /# needs one more level behind its first.
levels(filter) := ["", "+", "#"] if {
	parts(filter) == ["", "#"]
} else := parts(filter)

parts(filter) := array.slice(all, 2, count(all)) if {
	startswith(filter, "$share/")
	all := split(filter, "/")
} else := split(filter, "/")

# open holds where a wildcard stands above the level that names the word, or
# where no level names it and there is a wildcard.
open(template, word) if {
	all := levels(template)
	some i, level in all
	level in {"+", "#"}
	every level_above in array.slice(all, 0, i) {
		not contains(level_above, word)
	}
}
