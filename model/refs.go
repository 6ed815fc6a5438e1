package model

import (
	"slices"
	"strings"

	"github.com/stormtree-dev/stormtree/model/source"
)

// The reserved words, which no entity may have as its id.
const (
	Internet   = "internet" // everybody's boundary: where outsiders stand
	ByAccident = "accident" // the cause of a threat that nobody intends
)

// pending is a reference that waits until all ids are known.
type pending struct {
	owner *owner
	verb  string // "ends at"
	ref   Ref
	want  *target
}

// target says what a reference may lead to.
type target struct {
	name     string   // "a component"
	kinds    []string // as kind() names them
	internet bool     // the reserved word is allowed too
	only     func(named) (fault string)
}

// The targets of references.
var (
	toParty      = &target{name: "a party", kinds: []string{"party"}}
	toBoundary   = &target{name: "a boundary", kinds: []string{"boundary"}}
	toTenant     = &target{name: "a boundary of kind tenant", kinds: []string{"boundary"}, only: isTenant}
	toPlace      = &target{name: "a boundary or internet", kinds: []string{"boundary"}, internet: true}
	toComponent  = &target{name: "a component", kinds: []string{"component"}}
	toHost       = &target{name: "a host", kinds: []string{"component"}, only: isHost}
	toKey        = &target{name: "a key", kinds: []string{"key"}}
	toAsset      = &target{name: "an asset", kinds: []string{"asset"}}
	toAttacker   = &target{name: "an attacker", kinds: []string{"attacker"}}
	toStep       = &target{name: "a step", kinds: []string{"step"}}
	toLeaf       = &target{name: "a step", kinds: []string{"step"}, only: isLeaf}
	toMitigation = &target{name: "a mitigation", kinds: []string{"mitigation"}}
	toElement    = &target{
		name:     "a part of the system",
		kinds:    []string{"party", "boundary", "component", "flow", "key", "role", "asset"},
		internet: true,
	}
)

func isTenant(e named) string {
	if kind := e.(*Boundary).Kind; kind != "" && kind != "tenant" {
		return "which is " + withArticle(kind) + ", not a tenant"
	}
	return ""
}

func isHost(e named) string {
	if kind := e.(*Component).Kind; kind != "" && kind != "host" {
		return "which is " + withArticle(kind) + ", not a host"
	}
	return ""
}

func isLeaf(e named) string {
	if e.(*Step).Part != nil {
		return "which is a named part; name the single steps below it"
	}
	return ""
}

// ref reads the id of another entity; the verb joins it with its owner in messages.
func ref(verb string, want *target) value[*Ref] {
	return value[*Ref]{form: idForm(), read: func(d *decoder, n *source.Node) (*Ref, bool) {
		id, ok := d.scalar(n, "the id of "+want.name)
		if !ok {
			return nil, false
		}
		r := Ref{id, n.Pos}
		d.refer(verb, r, want)
		return &r, true
	}}
}

func refs(verb string, want *target) value[[]Ref] { return list(direct(ref(verb, want))) }

// refOrRefs lets a single reference stand without brackets.
func refOrRefs(verb string, want *target) value[[]Ref] {
	return orList(refs(verb, want), direct(ref(verb, want)))
}

func (d *decoder) refer(verb string, r Ref, want *target) {
	d.refs = append(d.refs, pending{d.owner, verb, r, want})
}

// resolve checks every reference against the ids that there are.
func (d *decoder) resolve() {
	if d.partial {
		return
	}
	candidates := map[*target][]string{}
	for _, p := range d.refs {
		if fault := d.misleads(p, candidates); fault != "" {
			d.fail(p.ref.Pos, source.Reference, "%s %s %s, %s", p.owner, p.verb, source.Quote(p.ref.ID), fault)
		}
	}
}

// misleads says why a reference does not lead to what it should, or "".
func (d *decoder) misleads(p pending, candidates map[*target][]string) string {
	e, known := d.model.index[p.ref.ID]
	switch {
	case p.ref.ID == Internet && p.want.internet:
		return ""
	case p.ref.ID == Internet:
		return "which is a place where attackers stand, not " + p.want.name
	case d.spoilt[p.ref.ID] || !known && slices.ContainsFunc(p.want.kinds, d.isUnread):
		return ""
	case known && !slices.Contains(p.want.kinds, e.kind()):
		return "which is " + withArticle(e.kind()) + ", not " + p.want.name
	case known && p.want.only != nil:
		return p.want.only(e)
	case known:
		return ""
	}
	about := "which is not " + p.want.name
	if d.guesses > maxGuesses {
		return about
	}
	return about + d.guess(p.ref.ID, d.candidates(p.want, candidates))
}

func (d *decoder) isUnread(kind string) bool { return d.unread[kind] }

// candidates are the ids that a reference could have meant, in the model's order.
func (d *decoder) candidates(want *target, known map[*target][]string) []string {
	list, ok := known[want]
	if !ok {
		for _, e := range d.model.entities() {
			if slices.Contains(want.kinds, e.kind()) && !d.spoilt[e.entity().ID] && (want.only == nil || want.only(e) == "") {
				list = append(list, e.entity().ID)
			}
		}
		if want.internet {
			list = append(list, Internet)
		}
		known[want] = list
	}
	return list
}

// ruleRef reads RULE or RULE@element. Whether there is such a rule, models do not know.
var ruleRef = value[RuleRef]{
	form: &form{Type: "string", Pattern: "^" + idPattern + "(@" + idPattern + ")?$"},
	read: func(d *decoder, n *source.Node) (RuleRef, bool) {
		text, ok := d.scalar(n, "a rule such as TEN-05 or TEN-05@uplink")
		if !ok {
			return RuleRef{}, false
		}
		rule, element, at := strings.Cut(text, "@")
		if !isID(rule) || at && !isID(element) {
			d.fail(n.Pos, source.Value, "%s names %s; a rule is written TEN-05, or TEN-05@uplink at one element", source.Quote(d.key), source.Quote(text))
			return RuleRef{}, false
		}
		return RuleRef{rule, element, n.Pos}, true
	},
}

// String returns RULE, or RULE@element.
func (r RuleRef) String() string {
	if r.Element == "" {
		return r.Rule
	}
	return r.Rule + "@" + r.Element
}

var (
	ruleRefs      = list(ruleRef)
	ruleOrRules   = orList(ruleRefs, ruleRef)
	waivedRule    = foreignName("the id of a rule such as PRO-01", "a rule is written PRO-01", isID)
	waivedElement = foreignName("an id, or a pattern such as sensor-*", "write an id, or a pattern with * and ?", isGlob)
)

// foreignName reads a name that something else than the model gives a meaning to.
func foreignName(want, instead string, sound func(string) bool) value[Ref] {
	return value[Ref]{form: &form{Type: "string", MinLength: 1}, read: func(d *decoder, n *source.Node) (Ref, bool) {
		text, ok := d.scalar(n, want)
		if ok && !sound(text) {
			d.fail(n.Pos, source.Value, "%s is %s; %s", source.Quote(d.key), source.Quote(text), instead)
			return Ref{}, false
		}
		return Ref{text, n.Pos}, ok
	}}
}
