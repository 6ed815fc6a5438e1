package policies

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
)

// custom is what a rule's METADATA says under custom.
type custom struct {
	ID             string         `json:"id"`
	Aliases        []string       `json:"aliases"`
	Pack           string         `json:"pack"`
	Status         string         `json:"status"`
	Severity       string         `json:"severity"`
	Scope          string         `json:"scope"`
	Kinds          []string       `json:"kinds"`
	Protocols      []string       `json:"protocols"`
	Purposes       []string       `json:"purposes"`
	Stride         []string       `json:"stride"`
	Linddun        []string       `json:"linddun"`
	Fear           []string       `json:"fear"`
	Cause          []string       `json:"cause"`
	Controls       []string       `json:"controls"`
	Attack         []string       `json:"attack"`
	Capec          []string       `json:"capec"`
	CWE            []string       `json:"cwe"`
	Facts          []string       `json:"facts"`
	Opens          []string       `json:"opens"`
	Params         map[string]any `json:"params"`
	Effort         string         `json:"effort"`
	Remediation    string         `json:"remediation"`
	Rationale      string         `json:"rationale"`
	FalsePositives string         `json:"false_positives"`
	Message        string         `json:"message"`
}

// ruleOf reads a module's catalogue entry from the METADATA above its package.
func ruleOf(m *ast.Module) (Rule, error) {
	file := m.Package.Location.File
	notes := packageAnnotations(m)
	if notes == nil {
		return Rule{}, fmt.Errorf("%s: no METADATA block directly above the package statement", m.Package.Location)
	}
	c, err := decodeCustom(notes.Custom)
	if err != nil {
		return Rule{}, fmt.Errorf("%s: read METADATA: %w", m.Package.Location, err)
	}
	r := c.rule(notes)
	r.File, r.Line = file, lineOf(m, "id")
	r.Package = strings.TrimPrefix(m.Package.Path.String(), "data.")
	if parts := strings.Split(r.Package, "."); len(parts) == 3 {
		r.Family = parts[1]
	}
	return r, place(m, r.check())
}

// fault is what is wrong with one key of METADATA.
type fault struct {
	key   string
	cause error
}

// place says of every fault in which line it stands.
func place(m *ast.Module, faults []fault) error {
	var problems []error
	for _, f := range faults {
		if f.cause != nil {
			problems = append(problems, fmt.Errorf("%s:%d: %w", m.Package.Location.File, lineOf(m, f.key), f.cause))
		}
	}
	return errors.Join(problems...)
}

// lineOf is where METADATA states a key; what it does not state is missing at
// the package statement.
func lineOf(m *ast.Module, key string) int {
	for _, c := range m.Comments {
		if text := strings.TrimLeft(string(c.Text), " {"); strings.HasPrefix(text, key+":") {
			return c.Location.Row
		}
	}
	return m.Package.Location.Row
}

func packageAnnotations(m *ast.Module) *ast.Annotations {
	for _, a := range m.Annotations {
		if a.Scope == "package" {
			return a
		}
	}
	return nil
}

// decodeCustom refuses keys that it does not know.
func decodeCustom(values map[string]any) (custom, error) {
	c := custom{Pack: "core", Status: "stable"}
	text, err := json.Marshal(values)
	if err != nil {
		return c, err
	}
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	return c, d.Decode(&c)
}

func (c custom) rule(notes *ast.Annotations) Rule {
	r := Rule{
		Title: notes.Title, Description: notes.Description,
		ID: c.ID, Aliases: c.Aliases, Pack: c.Pack, Status: c.Status, Severity: c.Severity,
		Scope: c.Scope, Kinds: c.Kinds, Protocols: c.Protocols, Purposes: c.Purposes,
		Stride: c.Stride, Linddun: c.Linddun, Fear: c.Fear, Cause: c.Cause,
		Controls: c.Controls, Attack: c.Attack, Capec: c.Capec, CWE: c.CWE,
		Facts: c.Facts, Opens: c.Opens, Params: c.Params, Effort: c.Effort,
		Remediation: c.Remediation, Rationale: c.Rationale, FalsePositives: c.FalsePositives, Message: c.Message,
	}
	for _, resource := range notes.RelatedResources {
		r.References = append(r.References, resource.Ref.String())
	}
	return r
}

// vocabulary lists the words that METADATA fields may hold.
var vocabulary = map[string][]string{
	"pack":     {"core", "full"},
	"status":   {"stable", "preview", "deprecated"},
	"severity": {"critical", "high", "medium", "low"},
	"effort":   {"", "low", "medium", "high"},
	"stride": {
		"spoofing", "tampering", "repudiation", "information-disclosure", "denial-of-service", "elevation-of-privilege",
	},
	"linddun": {
		"linking", "identifying", "non-repudiation", "detecting", "data-disclosure", "unawareness", "non-compliance",
	},
	"fear": {
		"confidentiality", "integrity", "availability", "privacy", "attack-surface", "auditability", "legal",
	},
	"cause": {"loss-of-control", "lack-of-trust", "multi-tenancy"},
}

// check reports everything that is wrong with an entry.
func (r *Rule) check() []fault {
	var faults []fault
	for _, f := range []struct{ name, value string }{
		{"title", r.Title},
		{"description", r.Description},
		{"id", r.ID},
		{"scope", r.Scope},
		{"message", r.Message},
		{"remediation", r.Remediation},
		{"rationale", r.Rationale},
	} {
		if strings.TrimSpace(f.value) == "" {
			faults = append(faults, fault{f.name, fmt.Errorf("METADATA states no %s", f.name)})
		}
	}
	for _, f := range []struct {
		name   string
		values []string
	}{
		{"pack", []string{r.Pack}},
		{"status", []string{r.Status}},
		{"severity", []string{r.Severity}},
		{"effort", []string{r.Effort}},
		{"stride", r.Stride},
		{"linddun", r.Linddun},
		{"fear", r.Fear},
		{"cause", r.Cause},
	} {
		faults = append(faults, fault{f.name, words(f.name, f.values, vocabulary[f.name])})
	}
	return append(faults, r.checkScope()...)
}

// checkScope checks what refers to the input: scope, filters, facts, message.
func (r *Rule) checkScope() []fault {
	t, ok := elementType(r.Scope)
	if !ok {
		return []fault{{"scope", fmt.Errorf("METADATA scope %q is no section of the model", r.Scope)}}
	}
	var faults []fault
	for _, name := range r.Facts {
		if _, err := newPath(t, name); err != nil {
			faults = append(faults, fault{"facts", fmt.Errorf("METADATA facts: %w", err)})
		}
	}
	if _, err := newTemplate(r, t); err != nil {
		faults = append(faults, fault{"message", err})
	}
	if len(r.Protocols)+len(r.Purposes) > 0 && r.Scope != "flows" {
		faults = append(faults, fault{"scope", fmt.Errorf("METADATA protocols and purposes need the scope flows, not %s", r.Scope)})
	}
	return append(faults,
		fault{"kinds", words("kinds", r.Kinds, kindsOf(r.Scope))},
		fault{"protocols", words("protocols", r.Protocols, keysOf("by_protocol"))},
		fault{"purposes", words("purposes", r.Purposes, keysOf("by_purpose"))})
}

func words(name string, values, known []string) error {
	for _, v := range values {
		if !slices.Contains(known, v) {
			return fmt.Errorf("METADATA %s %q is not one of %s", name, v, strings.Join(known, ", "))
		}
	}
	return nil
}
