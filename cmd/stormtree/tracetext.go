package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/stormtree-dev/stormtree/library"
	"github.com/stormtree-dev/stormtree/policies"
)

// helping are the kinds that help, the most useful first, and what they are called.
var helping = []library.Kind{library.Mitigation, library.Control, library.Capability, library.Countermeasure}

var helpers = map[library.Kind]string{
	library.Mitigation:     "mitigations of ATT&CK",
	library.Control:        "controls of NIST SP 800-53",
	library.Capability:     "what cloud providers offer",
	library.Countermeasure: "countermeasures of D3FEND, inferred: they deal with the same things",
}

// text is a tracing for people.
func (t tracing) text() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s  %s\n%s\n", t.ID, t.Title, t.what())
	if l := t.Regulation; l != nil {
		fmt.Fprintf(&b, "\ndemands\n  %s\n\nresponsible\n  %s\n\naccountable\n  %s\n", l.Demands, l.Responsible, l.Accountable)
	}
	list(&b, "is a case of", t.Parents)
	list(&b, "its cases", t.Children)
	listRelated(&b, t.tied(), t.Related)
	var rules []library.Entry
	for _, r := range t.Rules {
		rules = append(rules, library.Entry{ID: r.ID, Title: r.Title})
	}
	list(&b, "rules about it", rules)
	for _, k := range helping {
		listRelated(&b, "what helps: "+helpers[k], ofKind(t.Defences, k))
	}
	for i, s := range t.Sources {
		if i == 0 {
			b.WriteString("\nsources\n")
		}
		fmt.Fprintf(&b, "  %s %s. %s\n", s.Title, s.Version, s.Terms)
	}
	return b.String()
}

func (t tracing) what() string {
	switch t.Kind {
	case kindRule, kindRegulation:
		return string(t.Kind)
	}
	return fmt.Sprintf("%s of %s", t.Kind, t.Catalogue)
}

func (t tracing) tied() string {
	if t.Kind == kindRule {
		return "maps to"
	}
	return "is tied to"
}

func ofKind(list []library.Related, k library.Kind) []library.Related {
	return slices.DeleteFunc(slices.Clone(list), func(r library.Related) bool { return r.Kind != k })
}

// listRelated writes entries with the way to each, which goes into the head where it is the same for all.
func listRelated(b *strings.Builder, head string, related []library.Related) {
	common := ""
	for i, r := range related {
		if way := by(r.Via); i == 0 {
			common = way
		} else if way != common {
			common = ""
			break
		}
	}
	entries := make([]library.Entry, len(related))
	for i, r := range related {
		entries[i] = r.Entry
		if r.Kind == library.Capability {
			entries[i].Title += ": " + r.Note
		}
		if common == "" {
			entries[i].Title += by(r.Via)
		}
	}
	list(b, head+common, entries)
}

func by(via []string) string {
	if len(via) == 0 {
		return ""
	}
	return ", by " + strings.Join(via, ", ")
}

// list writes entries under a head, their titles one below the other.
func list(b *strings.Builder, head string, entries []library.Entry) {
	if len(entries) == 0 {
		return
	}
	wide := 0
	for _, e := range entries {
		wide = max(wide, len(name(e)))
	}
	fmt.Fprintf(b, "\n%s\n", head)
	for _, e := range entries {
		fmt.Fprintf(b, "  %-*s  %s\n", wide, name(e), e.Title)
	}
}

// name is how a rule writes an entry: a control with its catalogue.
func name(e library.Entry) string {
	if e.Kind == library.Control || e.Kind == library.Countermeasure {
		return e.Catalogue + ":" + e.ID
	}
	return e.ID
}

// mapped says for people what a rule maps to, and which mitigations that leads
// to: the end of a rule's page in the terminal.
func mapped(r policies.Rule) string {
	var b strings.Builder
	t := ruleTrace(r)
	listRelated(&b, "maps to", t.Related)
	listRelated(&b, "what helps: "+helpers[library.Mitigation], ofKind(t.Defences, library.Mitigation))
	if rest := len(t.Defences) - len(ofKind(t.Defences, library.Mitigation)); rest > 0 {
		fmt.Fprintf(&b, "\nstormtree rules trace %s adds %d controls, cloud services and countermeasures\n", r.ID, rest)
	}
	return b.String()
}
