package threagile

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stormtree-dev/stormtree/model"
	"github.com/stormtree-dev/stormtree/model/source"
)

// small is a model with one part of each kind; lines are added by the tests.
const small = `threagile_version: 1.0.0
title: Small
data_assets:
  Orders: {id: orders, usage: business, confidentiality: confidential, integrity: critical, availability: archive, owner: Shop}
technical_assets:
  Shop front:
    id: front
    type: process
    technology: reverse-proxy
    internet: true
    encryption: data-with-end-user-individual-key
    multi_tenant: true
    redundant: true
    machine: virtual
    owner: Shop
    data_assets_processed: [orders]
    communication_links:
      To the <b>base</b>: {target: base, protocol: http, vpn: true, authentication: two-factor, authorization: AUTHORIZATION, ip_filtered: true, readonly: true, data_assets_sent: [orders]}
      Deploy: {target: base, protocol: carrier-pigeon, authentication: externalized, usage: devops}
  Base: {id: base, type: datastore, technology: something-new, encryption: none, internet: false, data_assets_stored: [orders]}
  Courier: {id: courier, type: external-entity, technology: unknown-technology, used_as_client_by_human: true}
  Pump: {id: pump, type: process, technology: iot-device}
trust_boundaries:
  Inner: {id: inner, type: execution-environment, technical_assets_inside: [base]}
  Outer: {id: outer, type: network-cloud-provider, technical_assets_inside: [front], trust_boundaries_nested: [inner]}
shared_runtimes:
  Iron: {id: iron, technical_assets_running: [front, base]}
risk_tracking:
  unencrypted-communication@front>to-the-base@front@base: {status: accepted, justification: It is a tunnel, date: 2026-01-01}
`

func TestTheMappingWordByWord(t *testing.T) {
	for _, authorization := range []string{"enduser-identity-propagation", "end-user-identity-propagation"} {
		m := checked(t, convert(t, []byte(strings.ReplaceAll(small, "AUTHORIZATION", authorization)), Options{}))
		front, base := m.Component("front"), m.Component("base")
		f, deploy := m.Flow("to-the-base"), m.Flow("deploy")
		for what, ok := range map[string]bool{
			"a proxy on the internet is an edge":       front.Kind == "edge" && front.ExposedTo[0].ID == "internet",
			"virtual is isolation by vm":               front.Isolation == "vm",
			"multi_tenant is shared":                   front.Tenancy == "shared",
			"redundant is two replicas":                *front.Replicas == 2,
			"a key of the end user is a single one":    m.Key(front.Encryption.Key.ID).Tenancy == "single",
			"the owner operates":                       m.Party(front.Operator.ID).Title == "Shop",
			"a data store of unknown make is a store":  base.Kind == "store" && base.Technology == "something-new",
			"no encryption is stated as such":          !*base.Encryption.AtRest,
			"an external human is a person":            m.Component("courier").Kind == "person",
			"an IoT device is a device class":          m.Component("pump").Class != nil,
			"boundaries nest":                          m.Boundary("inner").Inside.ID == "outer" && m.Boundary("inner").Kind == "runtime",
			"assets lie inside their boundary":         base.Inside.ID == "inner" && front.Inside.ID == "outer",
			"a shared runtime is a host":               m.Component("iron").Kind == "host" && base.RunsOn.ID == "iron",
			"a vpn encrypts":                           f.Protocol == "http" && f.TLS == "encrypted",
			"two factors are mfa":                      f.Authentication == "mfa",
			"both dialects propagate the caller":       f.Identity == "caller",
			"titles lose their HTML":                   f.Title == "To the base",
			"a protocol we do not know stays unstated": deploy.Protocol == "other" && deploy.TLS == "",
			"externalized is a token, devops is admin": deploy.Authentication == "token" && deploy.Purpose == "admin",
			"stored data lies there":                   slices.ContainsFunc(m.Asset("orders").At, func(r model.Ref) bool { return r.ID == "base" }),
			"data that a link brings does not lie":     len(m.Asset("orders").At) == 1,
			"ratings are a sensitivity of 1 to 5":      *m.Asset("orders").Sensitivity == model.Sensitivity{Confidentiality: 4, Integrity: 4, Availability: 1},
			"findings will point into the file":        base.Pos.Line == 20 && f.Pos.Line == 18,
		} {
			if !ok {
				t.Errorf("not so: %s", what)
			}
		}
	}
}

func TestBrokenFilesGiveProblemsWithAPlace(t *testing.T) {
	for name, c := range map[string]struct{ text, want string }{
		"no mapping":         {"- a\n", "no Threagile model"},
		"something else":     {"a: b\n", "neither threagile_version nor technical_assets"},
		"one of ours":        {"stormtree: 1\ntitle: x\n", "a Stormtree model already"},
		"a target is gone":   {strings.ReplaceAll(small, "target: base, protocol: http", "target: bse, protocol: http"), `did you mean "base"?`},
		"data is gone":       {strings.ReplaceAll(small, "data_assets_stored: [orders]", "data_assets_stored: [order]"), `did you mean "orders"?`},
		"an id comes twice":  {strings.ReplaceAll(small, "id: courier", "id: base"), `two entries with the id "base"`},
		"a bomb":             {bomb(30), "aliases and merges counted where they are used"},
		"a circle":           {"threagile_version: 1.0.0\ntags_available: &a [*a]\n", "names no anchor that ends before it"},
		"an unclosed string": {"title: \"x\n", ""},
	} {
		t.Run(name, func(t *testing.T) {
			i, problems := Convert("t.yaml", []byte(c.text), Options{})
			if len(problems) == 0 || i != nil {
				t.Fatal("accepted")
			}
			if !strings.Contains(problems.Error(), c.want) || problems[0].Pos.Line == 0 || problems[0].Pos.File != "t.yaml" {
				t.Errorf("got %v, want %q with a place", problems, c.want)
			}
		})
	}
}

// bomb doubles a list n times.
func bomb(n int) string {
	text := "threagile_version: 1.0.0\nb0: &b0 [x, x]\n"
	for i := range n {
		text += fmt.Sprintf("b%d: &b%d [*b%d, *b%d]\n", i+1, i+1, i, i)
	}
	return text
}

func TestIdsThatCollideGetASuffixAndANote(t *testing.T) {
	text := strings.ReplaceAll(small, "id: orders,", "id: base,")
	text = strings.ReplaceAll(text, "[orders]", "[base]")
	i := convert(t, []byte(text), Options{})
	m := checked(t, i)
	if m.Component("base") == nil || m.Asset("base-2") == nil {
		t.Error("the asset did not make room for the component")
	}
	if !slices.ContainsFunc(i.Notes, func(n Note) bool { return strings.Contains(n.Message, `"base-2"`) }) {
		t.Errorf("nobody was told: %v", i.Notes)
	}
}

// Threagile tolerates a list that names something twice; our language does not.
func TestRepeatedItemsCountOnce(t *testing.T) {
	text := strings.ReplaceAll(small, "[orders]", "[orders, orders]")
	m := checked(t, convert(t, []byte(text), Options{}))
	if got := len(m.Flow("to-the-base").Carries); got != 1 {
		t.Errorf("the link carries %d assets, want 1", got)
	}
}

// What our language refuses must not keep a file of theirs from being read.
func TestOddWordsBecomeNotes(t *testing.T) {
	text := small + `
individual_risk_categories:
  Odd:
    id: odd
    stride: repudpation
    cwe: <b></b>
    risks_identified:
      It happens: {severity: high}
  Even:
    id: even
    stride: repudiation
    risks_identified:
      So does that: {severity: high}
questions:
  <b></b>: nobody asked
`
	text = strings.Replace(text, "owner: Shop}\n", `owner: Shop, tags: [<i></i>, "a&#x202e;b"]}`+"\n", 1)
	i := convert(t, []byte(text), Options{})
	m := checked(t, i)
	if got := m.Asset("orders").Tags; !slices.Equal(got, []string{"ab"}) {
		t.Errorf("tags %q", got)
	}
	if got := len(m.Threat("odd").Category.Stride); got != 0 {
		t.Errorf("%d letters of STRIDE from a word that is none", got)
	}
	if got := len(m.Threat("even").Category.Stride); got != 1 {
		t.Errorf("%d letters of STRIDE, want 1", got)
	}
	if !slices.ContainsFunc(i.Notes, func(n Note) bool { return strings.Contains(n.Message, `"repudpation"`) }) {
		t.Errorf("nobody was told: %v", i.Notes)
	}
}

func TestHostileNamesStayNames(t *testing.T) {
	text := strings.ReplaceAll(small, "Courier:", `"x: y # \"{<script>alert(1)</script>}\n- z":`)
	m := checked(t, convert(t, []byte(text), Options{}))
	if got := m.Component("courier").Title; got != `x: y # "{alert(1)}`+" - z" {
		t.Errorf("title %q", got)
	}
}

func FuzzConvert(f *testing.F) {
	f.Add([]byte(small))
	for _, p := range public[:2] {
		if data, err := readPublic(p.file); err == nil {
			f.Add(data)
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		i, problems := Convert("t.yaml", data, Options{WaiveUntil: "2027-03-01", Today: "2026-06-01"})
		if len(problems) > 0 {
			return
		}
		_, problems = model.Decode("t.yaml", i.Root)
		for _, p := range problems {
			// a boundary inside itself, or texts without measure: the file's own fault, told at its place
			if p.Kind != source.Cycle && p.Kind != source.Limit {
				t.Errorf("the import is no valid model: %v", p)
			}
		}
	})
}
