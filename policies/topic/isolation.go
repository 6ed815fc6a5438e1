package topic

import (
	"slices"
	"strings"
)

// Grants are what devices of one class may do, as templates in which {device},
// {tenant} and {class} stand for what the registry says of the device that asks.
type Grants struct {
	Class     string
	Publish   []Template
	Subscribe []Template
}

// Who is a device, as far as topics know it.
type Who struct{ Class, Device, Tenant string }

// Crossing is a way from one device to a topic that names another one: a
// counterexample to isolation, with devices for whom it happens.
type Crossing struct {
	By, Of        Who      // who may do it, and whose topic it is
	Publishes     bool     // whether By may publish there, or receive from there
	Template      Template // by which By may
	Owned         Template // by which the topic is Of's
	Topic         string   // a name that both match
	AcrossTenants bool     // By and Of may be of different tenants; here they are
	Only          bool     // it happens only to devices or tenants of certain names, such as these
	Undecided     bool     // nothing of the above is certain: the templates are too entangled to tell
}

// Crossings decides, for all devices that there could be, whether one of them may
// publish to or receive from a topic that names another device of any class, or
// another tenant: whose template has {device} or, beside other tenants, {tenant} in
// it. Without crossings there is no such device. Ids are words of one level that do not
// begin with "$", and no two devices share one. The cost grows with the square of
// the templates; each pair is decided exactly unless it is said to be Undecided, which
// needs two names in one level, or one name in several.
func Crossings(all []Grants) []Crossing {
	var grants, owned []side
	for _, g := range all {
		grants = append(grants, sides(g, g.Publish, true, byDevice, byTenant)...)
		grants = append(grants, sides(g, g.Subscribe, false, byDevice, byTenant)...)
		owned = append(owned, sides(g, g.Publish, true, ofDevice, ofTenant)...)
		owned = append(owned, sides(g, g.Subscribe, false, ofDevice, ofTenant)...)
	}
	var found []Crossing
	for _, by := range grants {
		for _, of := range owned {
			if c, crossing := cross(by, of); crossing {
				found = append(found, c)
			}
		}
	}
	return found
}

// side is one template of a class, with its unknowns in place.
type side struct {
	class            string
	template         Template
	publishes        bool
	levels           []level
	ofDevice, within bool // it names the device, or the tenant
}

func sides(g Grants, list []Template, publishes bool, device, tenant unknown) []side {
	all := make([]side, len(list))
	for i, t := range list {
		names := t.Names()
		all[i] = side{g.Class, t, publishes, t.levels(device, tenant, g.Class), slices.Contains(names, "device"), slices.Contains(names, "tenant")}
	}
	return all
}

func cross(by, of side) (Crossing, bool) {
	c := Crossing{By: Who{Class: by.class}, Of: Who{Class: of.class}, Publishes: by.publishes, Template: by.template, Owned: of.template}
	verdict := refuted
	if of.ofDevice || of.within {
		c.AcrossTenants = true
		verdict = c.decide(by.levels, of.levels, []pair{{byDevice, ofDevice}, {byTenant, ofTenant}})
	}
	if verdict == refuted && of.ofDevice {
		c.AcrossTenants = false
		verdict = c.decide(by.levels, of.levels, []pair{{byDevice, ofDevice}})
	}
	c.Undecided = verdict == undecided
	return c, verdict != refuted
}

// The unknowns of a crossing: two devices and their tenants.
const (
	byDevice unknown = iota
	byTenant
	ofDevice
	ofTenant
	unknowns
)

// level is one level of a template as text and unknowns; nil is +, and many is #.
type level struct {
	parts term
	wild  bool // +
	many  bool // #
}

// levels are a template's, with names in the place of what the registry says;
// any other name makes its level a +.
func (t Template) levels(device, tenant unknown, class string) []level {
	var list []level
	for _, text := range strings.Split(t.text, "/") {
		list = append(list, levelOf(text, device, tenant, class))
	}
	if len(list) == 2 && list[1].many && len(list[0].parts) == 0 && !list[0].wild { // no name is empty
		list = []level{list[0], {wild: true}, list[1]}
	}
	return list
}

func levelOf(text string, device, tenant unknown, class string) level {
	switch text {
	case "+":
		return level{wild: true}
	case "#":
		return level{many: true}
	}
	var l level
	at := 0
	for _, span := range name.FindAllStringIndex(text, -1) {
		l.parts = l.parts.text(text[at:span[0]])
		switch text[span[0]+1 : span[1]-1] {
		case "device":
			l.parts = append(l.parts, part{of: device, open: true})
		case "tenant":
			l.parts = append(l.parts, part{of: tenant, open: true})
		case "class":
			l.parts = l.parts.text(class)
		default:
			return level{wild: true}
		}
		at = span[1]
	}
	l.parts = l.parts.text(text[at:])
	return l
}

// decide looks for ids for which both templates match one name while the pairs
// differ, and keeps the counterexample.
func (c *Crossing) decide(a, b []level, differ []pair) outcome {
	if apart(a, b) || apart(b, a) || unlike(a, b) {
		return refuted
	}
	var equations []equation
	shared := 0
	for ; shared < len(a) && shared < len(b) && !a[shared].many && !b[shared].many; shared++ {
		if !a[shared].wild && !b[shared].wild {
			equations = append(equations, equation{a[shared].parts, b[shared].parts})
		}
	}
	if !(shared == len(a) && shared == len(b)) && !endsInMany(a, shared) && !endsInMany(b, shared) {
		return refuted
	}
	verdict, ids := solve(equations, differ)
	if verdict != found {
		return verdict
	}
	c.By.Device, c.By.Tenant, c.Of.Device, c.Of.Tenant = ids.words[byDevice], ids.words[byTenant], ids.words[ofDevice], ids.words[ofTenant]
	c.Only = ids.certain
	c.Topic = nameOf(a, b, ids)
	return found
}

// apart tells whether a wildcard at the front of one meets a $ at the front of the other.
func apart(a, b []level) bool {
	return (a[0].wild || a[0].many) && len(b[0].parts) > 0 && !b[0].parts[0].open && strings.HasPrefix(b[0].parts[0].text, "$")
}

// unlike tells whether some level is other text in both: nothing else need be looked at.
func unlike(a, b []level) bool {
	for i := range min(len(a), len(b)) {
		if a[i].many || b[i].many {
			return false
		}
		if text(a[i]) && text(b[i]) && a[i].parts.under(nil) != b[i].parts.under(nil) {
			return true
		}
	}
	return false
}

// text tells whether a level is text alone, perhaps none.
func text(l level) bool {
	return !l.wild && !l.many && !slices.ContainsFunc(l.parts, func(p part) bool { return p.open })
}

func endsInMany(l []level, at int) bool { return at < len(l) && l[at].many }

// nameOf is a name that both match: level by level what is certain of either, and
// where one ends in # what the other says.
func nameOf(a, b []level, ids solution) string {
	var words []string
	for i := range max(len(a), len(b)) {
		at := level{wild: true}
		for _, l := range [][]level{a, b} {
			if i < len(l) && !l[i].wild && !l[i].many {
				at = l[i]
			}
		}
		only := i >= len(a) || a[i].many
		if only && (i >= len(b) || b[i].many) {
			break
		}
		if at.wild {
			words = append(words, "x")
			continue
		}
		words = append(words, at.parts.under(ids.words))
	}
	return strings.Join(words, "/")
}
