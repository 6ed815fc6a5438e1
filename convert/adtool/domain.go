package adtool

import (
	"math"
	"strconv"
	"strings"

	"github.com/stormtree-dev/stormtree/convert/tree"
	"github.com/stormtree-dev/stormtree/model/source"
)

// measure is what a domain is about; 0 is something that is not read.
type measure = tree.Given

// measureOf tells by the name of a domain's class, as ADTool's own classes are
// called: lu.uni.adtool.domains.adtpredefined.MinCost.
func measureOf(class string) measure {
	switch class[strings.LastIndexByte(class, '.')+1:] {
	case "MinCost":
		return tree.Cost
	case "ProbSucc":
		return tree.Probability
	case "MinTimeSeq", "MinTimePar", "MinTime":
		return tree.Time
	case "MinSkill":
		return tree.Skill
	}
	return 0
}

// domain reads the definition of a domain.
func (r *reader) domain() {
	at := r.place()
	id, _, ok := r.x.Attribute("id")
	name, class := string(id), ""
	r.children("domain", func(name string) bool {
		switch name {
		case "class":
			class = r.x.Content()
		case "tool", "name", "description":
			r.x.Skip()
		default:
			return false
		}
		return true
	}, []string{"class", "tool"})
	if _, twice := r.domains[name]; twice {
		r.Report(at, source.Duplicate, "domain %s is defined already", source.Quote(name))
	}
	if !ok && r.x.Err == nil {
		r.Report(at, source.Value, "<domain> has no id")
	}
	r.domains[name] = measureOf(class)
	if r.domains[name] == 0 && r.x.Err == nil {
		r.Note(at, "values of the domain %s (%s) are not read", source.Quote(name), source.Printable(class))
	}
}

// parameter reads a value of a node. Those that ADTool filled in or computed by
// itself are not the author's.
func (r *reader) parameter(n *node) {
	at := r.place()
	domain, _, ok := r.x.Attribute("domainId")
	if !ok {
		r.Report(at, source.Value, "<parameter> has no domainId")
	}
	category, _, _ := r.x.Attribute("category")
	v := value{at: at, domain: string(domain)}
	derived := string(category) == "derived" || string(category) == "default"
	if v.text = r.x.Content(); !derived {
		n.values = append(n.values, v)
	}
}

// numbers are those of one event, with the places that they come from.
type numbers struct {
	tree.LeafFields
	from map[measure]value
}

// take adds the values of a leaf where it stands.
func (r *reader) take(to *numbers, n *node) {
	for _, v := range n.values {
		m, ok := r.domains[v.domain]
		if !ok {
			m = r.undefinedDomain(v)
		}
		if m == 0 {
			continue
		}
		x, err := strconv.ParseFloat(v.text, 64)
		switch {
		case err != nil:
			r.Report(v.at, source.Value, "the value %s of %s is no number", source.Quote(v.text), source.Quote(n.label))
			continue
		case m == tree.Skill && (x != math.Trunc(x) || math.Abs(x) > math.MaxInt32):
			r.Report(v.at, source.Value, "the skill %s of %s is no whole number", source.Quote(v.text), source.Quote(n.label))
			continue
		}
		r.set(to, n, m, x, v)
	}
}

// undefinedDomain guesses from the id, as ADTool makes them: the class's name and a number.
func (r *reader) undefinedDomain(v value) measure {
	m := measureOf(strings.TrimRight(v.domain, "0123456789"))
	if m == 0 && !r.ignored[v.domain] {
		r.Note(v.at, "values of the domain %s are not read: it is not defined", source.Quote(v.domain))
		r.ignored[v.domain] = true
	}
	return m
}

func (r *reader) set(to *numbers, n *node, m measure, x float64, v value) {
	if first, ok := to.from[m]; ok {
		if y, _ := strconv.ParseFloat(first.text, 64); y != x {
			r.Report(v.at, source.Duplicate, "%s has the values %s and %s: equal labels are one event, with one value",
				source.Quote(n.label), source.Quote(first.text), source.Quote(v.text))
		}
		return
	}
	to.from[m] = v
	to.Given |= m
	switch m {
	case tree.Cost:
		to.Cost = x
	case tree.Probability:
		to.Probability = x
	case tree.Time:
		to.Time = x
	case tree.Skill:
		to.Skill = int(x)
	}
}
