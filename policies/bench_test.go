package policies

import (
	"fmt"
	"testing"
)

// synthetic is a model of n components and 2n flows in which most facts are stated.
func synthetic(n int) *Input {
	kinds := keysOf("by_kind")
	protocols, purposes := keysOf("by_protocol"), keysOf("by_purpose")
	in := &Input{
		Parties:    map[string]*Party{"us": {Kind: "customer"}, "cloud": {Kind: "provider"}},
		Boundaries: map[string]*Boundary{"cloud-zone": {Kind: "provider", Operator: "cloud"}},
		Components: map[string]*Component{}, Flows: map[string]*Flow{},
		Assets: map[string]*Asset{}, Keys: map[string]*Key{"k": {Custodian: "cloud"}},
	}
	for i := range 20 {
		in.Boundaries[fmt.Sprintf("tenant-%d", i)] = &Boundary{Kind: "tenant", Inside: "cloud-zone", Operator: "us"}
	}
	high := 4.0
	for i := range n {
		id := fmt.Sprintf("c%d", i)
		c := &Component{Kind: kinds[i%len(kinds)], Inside: fmt.Sprintf("tenant-%d", i%20), Checks: []string{"topic", "binding"}}
		if i%2 == 0 {
			c.Tenancy, c.Isolation, c.Replicas, c.OnError = "shared", "namespace", &high, "deny"
			c.Encryption = &Encryption{AtRest: new(true), Key: "k"}
		}
		if c.Kind == "service" {
			c.RunsOn = fmt.Sprintf("c%d", 10)
		}
		in.Components[id] = c
		in.Assets["a"+id] = &Asset{At: []string{id}, Sensitivity: &Sensitivity{&high, &high, &high}}
	}
	for i := range 2 * n {
		in.Flows[fmt.Sprintf("f%d", i)] = &Flow{
			From: fmt.Sprintf("c%d", i%n), To: fmt.Sprintf("c%d", (i*7+1)%n),
			Protocol: protocols[i%len(protocols)], Purpose: purposes[i%len(purposes)],
			TLS: "1.3", Authentication: "token", TenantFrom: []string{"topic", "credential", ""}[i%3],
			Carries: []string{fmt.Sprintf("ac%d", i%n)},
		}
	}
	return in
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		if _, err := Load(b.Context(), Options{}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkIndex(b *testing.B) {
	in := synthetic(1000)
	for b.Loop() {
		in.Index()
	}
}

func BenchmarkConvert(b *testing.B) {
	in := synthetic(1000)
	in.Index()
	for b.Loop() {
		newQuestion(in)
	}
}

func BenchmarkEvaluate(b *testing.B) {
	p, err := Load(b.Context(), Options{})
	if err != nil {
		b.Fatal(err)
	}
	in := synthetic(1000)
	in.Index()
	for b.Loop() {
		if _, err := p.Evaluate(b.Context(), in, nil); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkCatalogue(b *testing.B) {
	for b.Loop() {
		Catalogue()
	}
}

// One rule in a worker: to start it, to tell it a model of 1,000 components, to ask.
func BenchmarkWorker(b *testing.B) {
	dir := folder(b, map[string]string{"own.rego": own(findsWord)})
	in := synthetic(1000)
	in.Index()
	for b.Loop() {
		p, err := hire(b.Context(), hired(b, "good"), mustRead(b, dir))
		if err != nil {
			b.Fatal(err)
		}
		if _, err := p.Evaluate(b.Context(), in, nil); err != nil {
			b.Fatal(err)
		}
		p.Close()
	}
}

func mustRead(b *testing.B, dir string) []userFile {
	folders, err := readFolders([]string{dir})
	if err != nil {
		b.Fatal(err)
	}
	return folders[0].files
}
