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
		r.counted(tree.AtLeast, "min")
	case "cardinality":
		r.counted(tree.Between, "min", "max")
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
	if count != 2 {
		r.incomplete(at, "<%s> has %d arguments; it should have two", element, count)
	}
}

// incomplete reports something that lacks parts, unless the text ended in it.
func (r *reader) incomplete(at tree.Place, format string, args ...any) {
	if r.x.Err == nil {
		r.Report(at, source.Value, format, args...)
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

// counted reads a formula that counts arguments, with the attributes that say how many.
func (r *reader) counted(o tree.Operator, attributes ...string) {
	var numbers [2]int
	for i, attribute := range attributes {
		n, ok := r.count(attribute)
		if !ok {
			o = tree.Any // it was reported; go on with the arguments
		}
		numbers[i] = n
	}
	r.formula(o, numbers[0], numbers[1])
}

func (r *reader) count(attribute string) (int, bool) {
	value, ok := r.required(attribute)
	if !ok {
		return 0, false
	}
	n, err := strconv.ParseInt(string(value), 10, 32)
	if err != nil {
		r.Report(r.place(), source.Value, "%s %s should be a whole number", attribute, source.Quote(string(value)))
	}
	return int(n), err == nil
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
