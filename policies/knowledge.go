package policies

import (
	"maps"
	"reflect"
	"strings"
)

// Knowledge counts the facts that rules rest on where they apply, each fact of
// each element once however many rules ask for it. What is absent and nobody
// waits for is no gap and not counted, nor is drawn structure, which is never
// unknown.
type Knowledge struct {
	Stated  int // by the model
	Missing int // some rule waits for it
}

// Know counts what a model states of the facts that the results of its
// evaluation rest on. The input must be that of the evaluation. The cost is that
// of looking once at every fact of every result.
func (p *Pack) Know(in *Input, results []Result) Knowledge {
	k := knowing{stated: map[origin]bool{}, missing: map[origin]bool{}}
	rules := map[string]*rule{}
	for _, r := range p.rules {
		rules[r.ID] = r
	}
	sections := map[string]map[string]reflect.Value{}
	for _, r := range results {
		asks := rules[r.Rule]
		if sections[asks.Scope] == nil {
			sections[asks.Scope] = maps.Collect(elements(in, asks.Scope))
		}
		k.add(r, asks.facts, sections[asks.Scope][r.Element])
	}
	return Knowledge{Stated: len(k.stated), Missing: len(k.missing)}
}

// elements are those of one section, by id.
func elements(in *Input, section string) func(yield func(string, reflect.Value) bool) {
	f, _ := sectionField(section)
	return func(yield func(string, reflect.Value) bool) {
		for it := reflect.ValueOf(in).Elem().Field(f.index).MapRange(); it.Next(); {
			if !yield(it.Key().String(), it.Value()) {
				return
			}
		}
	}
}

// origin is a fact and the element that has to state it.
type origin struct{ fact, element string }

type knowing struct{ stated, missing map[origin]bool }

func (k knowing) add(r Result, facts []factPath, element reflect.Value) {
	for _, p := range facts {
		if owner, ok := p.stated(element); ok {
			k.stated[origin{p.name(), ownerOr(owner, r.Element)}] = true
		}
	}
	for _, m := range r.Missing {
		fact, owner, _ := strings.Cut(m, "@")
		k.missing[origin{fact, ownerOr(owner, r.Element)}] = true
	}
}

func ownerOr(owner, element string) string {
	if owner == "" {
		return element
	}
	return owner
}

// stated reports whether an element states the fact, and the id of the element
// that does if it is another one. What cannot be absent is not stated either.
func (p factPath) stated(element reflect.Value) (owner string, ok bool) {
	last := p.steps[len(p.steps)-1]
	if !last.omit && last.at == nil {
		return "", false
	}
	v := reflect.Indirect(element)
	for i, s := range p.steps {
		holder := v
		if v = v.Field(s.index); absent(s.field, v) {
			return "", false
		}
		if s.at != nil && i < len(p.steps)-1 {
			id, _ := s.at.find(holder)
			owner = id.String()
		}
		v = reflect.Indirect(v)
	}
	return owner, true
}

// name is the fact in the words of the element that states it.
func (p factPath) name() string {
	last := len(p.steps) - 1
	var way []string
	for _, s := range p.steps[:last] {
		way = append(way, s.name)
		if s.at != nil {
			way = nil
		}
	}
	return fact(p.steps[last].field, way, "")
}
