package openpsa

import (
	"strconv"

	"github.com/stormtree-dev/stormtree/convert/tree"
	"github.com/stormtree-dev/stormtree/model/source"
)

func formulaElements() []string {
	return []string{
		"and", "or", "not", "xor", "nand", "nor", "atleast", "cardinality", "imply", "iff",
		"gate", "basic-event", "house-event", "event", "constant",
	}
}

// argument reads a formula or a reference.
func (r *reader) argument(name []byte) bool {
	switch string(name) {
	case "gate":
		r.reference(tree.GateSort)
	case "basic-event":
		r.reference(tree.LeafSort)
	case "house-event":
		r.reference(tree.ConstantSort)
	case "event":
		r.event()
	case "and":
		r.formula(tree.All, 0, 0)
	case "or":
		r.formula(tree.Any, 0, 0)
	case "not":
		r.formula(tree.Not, 0, 0)
	case "nand":
		r.formula(tree.NotAll, 0, 0)
	case "nor":
		r.formula(tree.NotAny, 0, 0)
	default:
		return r.rareArgument(name)
	}
	return true
}

func (r *reader) rareArgument(name []byte) bool {
	switch string(name) {
	case "atleast":
		r.formula(tree.AtLeast, r.count("min"), 0)
	case "cardinality":
		r.formula(tree.Between, r.count("min"), r.count("max"))
	case "xor":
		at := r.place()
		r.two(at, "xor", r.formula(tree.Odd, 0, 0))
	case "iff":
		at := r.place()
		r.Open(tree.Not, 0, 0, at)
		r.two(at, "iff", r.formula(tree.Odd, 0, 0))
		r.Close()
	case "imply":
		r.imply()
	case "constant":
		r.inlineConstant()
	default:
		return false
	}
	return true
}

// formula reads the arguments of one and returns their number.
func (r *reader) formula(o tree.Operator, k, most int) int {
	element := string(r.x.Name)
	r.Open(o, k, most, r.place())
	count := 0
	r.children(element, func(name []byte) bool {
		count++
		return r.argument(name)
	}, formulaElements)
	r.Close()
	return count
}

func (r *reader) two(at tree.Place, element string, count int) {
	if count != 2 && r.x.Err == nil {
		r.Report(at, source.Value, "<%s> has %d arguments; it should have two", element, count)
	}
}

// imply reads "if the first then the second": not the first, or the second.
func (r *reader) imply() {
	at, count := r.place(), 0
	r.Open(tree.Any, 0, 0, at)
	r.children("imply", func(name []byte) bool {
		if count++; count > 1 {
			return r.argument(name)
		}
		r.Open(tree.Not, 0, 0, r.place())
		ok := r.argument(name)
		r.Close()
		return ok
	}, formulaElements)
	r.Close()
	r.two(at, "imply", count)
}

// count reads a number of arguments.
func (r *reader) count(attribute string) int {
	value, ok := r.required(attribute)
	n, err := strconv.ParseInt(string(value), 10, 32)
	if ok && err != nil {
		r.Report(r.place(), source.Value, "%s %s should be a whole number", attribute, source.Quote(string(value)))
	}
	return int(n)
}

func (r *reader) reference(s tree.Sort) {
	at := r.place()
	if name, ok := r.required("name"); ok {
		r.Refer(r.Name(name, at), s, at)
	}
	r.empty()
}

func (r *reader) event() {
	kind, _, ok := r.x.Attribute("type")
	s := tree.AnySort
	switch string(kind) {
	case "gate":
		s = tree.GateSort
	case "basic-event":
		s = tree.LeafSort
	case "house-event":
		s = tree.ConstantSort
	default:
		if ok {
			r.Report(r.place(), source.Value, "the type %s should be gate, basic-event or house-event", source.Quote(string(kind)))
		}
	}
	r.reference(s)
}

// inlineConstant reads a constant that has no name; ours is no name of the format.
func (r *reader) inlineConstant() {
	at, holds := r.place(), r.truth()
	name := r.Name([]byte("constant "+strconv.FormatBool(holds)), at)
	if !r.IsDefined(name) {
		r.Constant(name, at, holds)
	}
	r.Refer(name, tree.ConstantSort, at)
	r.empty()
}

// empty reads to the end of an element that has nothing inside.
func (r *reader) empty() {
	r.children(string(r.x.Name), func([]byte) bool { return false }, func() []string { return nil })
}
