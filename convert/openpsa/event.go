package openpsa

import (
	"github.com/stormtree-dev/stormtree/convert/tree"
	"github.com/stormtree-dev/stormtree/model/source"
)

// event is a basic event with its expression.
type event struct {
	name tree.Name
	at   tree.Place
	*expression
}

func (r *reader) basicEvent() {
	n, at := r.defined()
	var e *expression
	r.children("define-basic-event", func(name []byte) bool {
		return r.only("basic event", &e, name)
	}, expressionElements)
	switch {
	case e == nil:
		r.Leaf(n, at, &tree.LeafFields{})
	case e.isOpen:
		r.deferred = append(r.deferred, event{n, at, e})
	default:
		r.leaf(event{n, at, e})
	}
}

// only reads the expression of a definition and reports a second one.
func (r *reader) only(what string, to **expression, name []byte) bool {
	at := r.place()
	e, ok := r.expression(name)
	if ok && *to != nil {
		r.Report(at, source.Value, "a %s has one expression", what)
	}
	if ok {
		*to = e
	}
	return ok
}

// leaf defines a basic event whose expression has a value.
func (r *reader) leaf(e event) {
	p, ok := r.value(e.expression)
	fields := tree.LeafFields{Given: tree.Probability}
	if ok {
		fields.Uncertain = r.uncertain(e.expression)
	}
	if ok && fields.Uncertain == nil && e.hasDeviate {
		r.once(e.expression.at, "uncertainty inside of expressions, or of a law that is not drawn here, counts with its mean")
	}
	fields.Probability = p
	r.Leaf(e.name, e.at, &fields)
}

// parameter is a named expression.
type parameter struct {
	name string
	at   tree.Place
	*expression
	needs []*mention
	state state
	next  int // of needs to look at
}

type state uint8

const (
	untouched state = iota
	begun
	settled
)

// mention is a parameter where an expression names it.
type mention struct {
	name  string
	at    tree.Place
	scope int
	*parameter
}

func (r *reader) parameter() {
	at := r.place()
	text, _ := r.required("name")
	p := &parameter{name: string(text), at: at}
	if r.isPrivate() {
		p.name = r.scope.within(p.name)
	}
	from := len(r.mentions)
	r.children("define-parameter", func(name []byte) bool {
		return r.only("parameter", &p.expression, name)
	}, expressionElements)
	p.needs = r.mentions[from:]
	if p.expression == nil {
		p.expression = &expression{isFloat: true}
		r.incomplete(at, "parameter %s has no expression", source.Quote(p.name))
	}
	if r.parameters[p.name] != nil {
		r.Report(at, source.Duplicate, "parameter %s is defined already", source.Quote(p.name))
		return
	}
	r.parameters[p.name] = p
	r.ordered = append(r.ordered, p)
}

// settleParameters finds what expressions name, in the order of need, without
// recursion; then the events whose probability depended on it.
func (r *reader) settleParameters() {
	if r.broken {
		return
	}
	for _, m := range r.mentions {
		m.parameter = r.parameterOf(m)
		if m.parameter == nil {
			r.Report(m.at, source.Reference, "parameter %s is not defined%s", source.Quote(m.name), r.alike(m.name))
		}
	}
	for _, p := range r.ordered {
		r.settle(p)
	}
	for _, e := range r.deferred {
		r.leaf(e)
	}
}

func (r *reader) settle(first *parameter) {
	stack := []*parameter{first}
	for len(stack) > 0 {
		p := stack[len(stack)-1]
		if p.state == settled || p.next == len(p.needs) {
			r.close(p)
			stack = stack[:len(stack)-1]
			continue
		}
		p.state = begun
		m := p.needs[p.next]
		p.next++
		switch {
		case m.parameter == nil:
		case m.parameter.state == begun:
			r.Report(m.at, source.Cycle, "parameter %s needs itself", source.Quote(m.name))
			m.parameter = nil
		case m.parameter.state == untouched:
			stack = append(stack, m.parameter)
		}
	}
}

// close turns the expression of a parameter into its value.
func (r *reader) close(p *parameter) {
	if p.state == settled {
		return
	}
	p.state = settled
	x, ok := r.value(p.expression)
	p.expression = &expression{isFloat: true, isBad: !ok, number: x, at: p.expression.at, hasDeviate: p.hasDeviate}
}

// parameterOf finds a parameter from the innermost container outwards.
func (r *reader) parameterOf(m *mention) *parameter {
	for path := r.scopes.path(m.scope); path != ""; path = outwards(path) {
		if p := r.parameters[path+"."+m.name]; p != nil {
			return p
		}
	}
	return r.parameters[m.name]
}

const mostSuggestions = 1000 // parameters among which a similar name is looked for

func (r *reader) alike(name string) string {
	var words []string
	for _, p := range r.ordered[:min(len(r.ordered), mostSuggestions)] {
		words = append(words, p.name)
	}
	if closest := source.Closest(name, words); closest != "" {
		return "; did you mean " + source.Quote(closest) + "?"
	}
	return ""
}
