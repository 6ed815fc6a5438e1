package openpsa

import (
	"math"
	"strconv"

	"github.com/stormtree-dev/stormtree/convert/tree"
	"github.com/stormtree-dev/stormtree/model/source"
)

// expression is a number, a mention of a parameter, or an operation.
type expression struct {
	at         tree.Place
	isFloat    bool
	isBad      bool // reported: it has no value
	isOpen     bool // it depends on parameters
	hasDeviate bool
	number     float64
	mention    *mention
	operation  operation
	name       string // of the operation
	arguments  []*expression
}

func expressionElements() []string {
	return append(operationNames(), "float", "int", "bool", "parameter", "system-mission-time", "pi", "histogram")
}

// expression reads one to its end; ok is false, and nothing is read, for an
// element that is none.
func (r *reader) expression(name []byte) (e *expression, ok bool) {
	e = &expression{at: r.place()}
	switch string(name) {
	case "float", "int":
		r.float(e)
	case "bool":
		e.isFloat, e.number = true, truth(r.truth())
		r.empty()
	case "pi":
		e.isFloat, e.number = true, math.Pi
		r.empty()
	case "parameter":
		r.mention(e)
	case "system-mission-time":
		r.missionTime(e)
	case "histogram":
		r.histogram(e)
	default:
		return e, r.apply(e, string(name))
	}
	return e, true
}

// float reads a number as XML writes it.
func (r *reader) float(e *expression) {
	value, ok := r.required("value")
	x, err := strconv.ParseFloat(string(value), 64)
	if err != nil || !isFinite(x) {
		e.isBad = true
		if ok {
			r.Report(e.at, source.Value, "%s is no finite number", source.Quote(string(value)))
		}
	}
	e.isFloat, e.number = true, x
	r.empty()
}

func (r *reader) mention(e *expression) {
	name, _ := r.required("name")
	e.isOpen, e.mention = true, &mention{name: string(name), at: e.at, scope: r.scope.number}
	r.mentions = append(r.mentions, e.mention)
	r.empty()
}

func (r *reader) missionTime(e *expression) {
	if r.options.MissionTime <= 0 {
		r.Report(e.at, source.Value, "the mission time is unknown: the model uses it, but nobody stated it")
	}
	e.isFloat, e.number = true, r.options.MissionTime
	r.empty()
}

// apply reads an operation with its arguments.
func (r *reader) apply(e *expression, name string) bool {
	operation, ok := operationOf(name)
	if !ok {
		return false
	}
	e.name, e.operation, e.hasDeviate = name, operation, operation.deviate
	r.children(name, func(inner []byte) bool { return r.operand(e, inner) }, expressionElements)
	n := len(e.arguments)
	if n < operation.fewest || n > operation.most {
		e.isBad = true
		r.incomplete(e.at, "<%s> has %d arguments; it should have %s", name, n, operation.want())
	}
	return true
}

func (r *reader) operand(e *expression, name []byte) bool {
	a, ok := r.expression(name)
	if ok {
		e.add(a)
	}
	return ok
}

func (e *expression) add(a *expression) {
	e.arguments = append(e.arguments, a)
	e.isOpen, e.hasDeviate = e.isOpen || a.isOpen, e.hasDeviate || a.hasDeviate
}

// histogram reads a lower bound and bins of an upper bound and a weight each.
func (r *reader) histogram(e *expression) {
	e.name, e.operation, e.hasDeviate = "histogram", operation{apply: histogramMean, deviate: true}, true
	r.children("histogram", func(name []byte) bool {
		if string(name) != "bin" {
			return r.operand(e, name)
		}
		r.children("bin", func(inner []byte) bool { return r.operand(e, inner) }, expressionElements)
		return true
	}, func() []string { return append(expressionElements(), "bin") })
	if n := len(e.arguments); n < 3 || n%2 == 0 {
		e.isBad = true
		r.incomplete(e.at, "<histogram> should have a lower bound, then bins of an upper bound and a weight")
	}
}

// value computes an expression whose parameters are settled. What has no value is
// reported once.
func (r *reader) value(e *expression) (float64, bool) {
	switch {
	case e.isBad:
		return 0, false
	case e.isFloat:
		return e.number, true
	case e.mention != nil:
		if e.mention.parameter == nil {
			return 0, false
		}
		return r.value(e.mention.expression)
	}
	values := make([]float64, len(e.arguments))
	for i, a := range e.arguments {
		x, ok := r.value(a)
		if !ok {
			return 0, false
		}
		values[i] = x
	}
	x := e.operation.apply(values)
	if !isFinite(x) {
		r.Report(e.at, source.Value, "<%s> of %s has no finite value", e.name, list(values))
		return 0, false
	}
	return x, true
}

func isFinite(x float64) bool { return !math.IsNaN(x) && !math.IsInf(x, 0) }

func list(values []float64) string {
	out := ""
	for i, x := range values[:min(len(values), 12)] {
		if i > 0 {
			out += ", "
		}
		out += strconv.FormatFloat(x, 'g', -1, 64)
	}
	return out
}
