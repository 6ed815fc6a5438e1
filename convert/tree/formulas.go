package tree

import (
	"strings"

	"github.com/stormtree-dev/stormtree/model/source"
)

// gate reads an entry of "gates": a formula, or a name for a second name.
func (r *reader) gate(n Name, at Place) {
	r.BeginGate()
	before := r.Reported()
	r.argument()
	if r.Reported() > before {
		r.Spoil(n, at)
		return
	}
	r.EndGate(n, at)
}

// argument reads a name or a formula.
func (r *reader) argument() {
	switch r.kind {
	case text:
		r.Refer(r.Name(r.text, r.place()), AnySort, r.place())
		r.advance()
	case '{':
		r.formula()
	default:
		r.mistyped("an argument", text)
	}
}

// of is the number of the key "of", behind those of the operators.
const of = int(Same)

// formulaKeys are the operators in their order, but for Same, and "of".
func formulaKeys() []string {
	return []string{"any", "all", "sequence", "at_least", "between", "not", "none", "not_all", "odd", "of"}
}

// formula reads {"any": […]}, {"not": …}, {"at_least": 2, "of": […]}.
func (r *reader) formula() {
	at := r.begin
	r.Open(Any, 0, 0, r.place())
	mine := len(r.nested) - 1
	var seen uint64
	r.object(func(key []byte, at Place) { r.formulaField(mine, r.operator(key, at, &seen)) })
	if r.failed {
		return
	}
	if r.before[mine] == r.Reported() {
		r.checkKeys(r.base+Place(at), seen)
	}
	r.Close()
}

// operator is key, but knows the words of others for "all" and "any".
func (r *reader) operator(key []byte, at Place, seen *uint64) int {
	switch string(key) {
	case "and", "AND":
		r.Report(at, source.UnknownKey, "%q is not a key of a gate; did you mean \"all\"?", key)
	case "or", "OR":
		r.Report(at, source.UnknownKey, "%q is not a key of a gate; did you mean \"any\"?", key)
	default:
		return r.key(key, at, seen, "a gate", formulaKeys()...)
	}
	return -1
}

func (r *reader) formulaField(mine, key int) {
	switch o := Operator(key); {
	case key < 0:
		r.skip()
	case key == of:
		r.arguments("of")
	case o == Not:
		r.nested[mine].operator = o
		r.argument()
	case o == AtLeast:
		k, _ := r.whole("at_least")
		r.nested[mine].operator, r.nested[mine].k = o, clamp(k)
	case o == Between:
		r.nested[mine].operator = o
		r.bounds(&r.nested[mine])
	default:
		r.nested[mine].operator = o
		r.arguments(formulaKeys()[o])
	}
}

func (r *reader) arguments(what string) {
	if r.is(what, '[') {
		r.list(r.argument)
	}
}

// bounds reads the two numbers of "between".
func (r *reader) bounds(f *formula) {
	at := r.place()
	if !r.is("between", '[') {
		return
	}
	var numbers []int
	r.list(func() {
		n, _ := r.whole("between")
		numbers = append(numbers, n)
	})
	if len(numbers) != 2 && !r.failed {
		r.Report(at, source.Value, "between should have two numbers, the fewest and the most, not %d", len(numbers))
		return
	}
	if !r.failed {
		f.k, f.most = clamp(numbers[0]), clamp(numbers[1])
	}
}

// checkKeys wants one operator, and "of" where it belongs.
func (r *reader) checkKeys(at Place, seen uint64) {
	operators, counts := seen&^(1<<of), seen&(1<<AtLeast|1<<Between) != 0
	given := strings.Join(chosen(operators), ", ")
	switch {
	case operators == 0:
		r.Report(at, source.Value, "a gate should have one of %s", strings.Join(formulaKeys()[:of], ", "))
	case operators&(operators-1) != 0:
		r.Report(at, source.Value, "a gate should have one operator, not %s", given)
	case seen>>of&1 == 1 && !counts:
		r.Report(at, source.Value, "\"of\" goes with at_least and between, not with %s", given)
	case counts && seen>>of&1 == 0:
		r.Report(at, source.Value, "%s needs \"of\", a list of arguments", given)
	}
}

func chosen(operators uint64) []string {
	var words []string
	for i, word := range formulaKeys()[:of] {
		if operators>>i&1 == 1 {
			words = append(words, word)
		}
	}
	return words
}
