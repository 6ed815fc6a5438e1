package model_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stormtree-dev/stormtree/model"
)

// large writes a model of n components, 2n flows and n/10 threats with trees.
func large(n int) string {
	var b strings.Builder
	b.WriteString("stormtree: 1\ntitle: Large\nboundaries:\n")
	for i := range n / 20 {
		fmt.Fprintf(&b, "  zone-%d:\n    title: Zone %d\n    kind: network\n", i, i)
	}
	b.WriteString("components:\n")
	for i := range n {
		fmt.Fprintf(&b, "  c-%d:\n    title: Component %d\n    kind: service\n    inside: zone-%d\n    tenancy: shared\n    isolation: vm\n    checks: [tenant, quota]\n    encryption: {at_rest: yes}\n    replicas: 2\n", i, i, i%(n/20))
	}
	b.WriteString("assets:\n")
	for i := range n / 10 {
		fmt.Fprintf(&b, "  a-%d:\n    at: [c-%d]\n    sensitivity: {confidentiality: 4, integrity: 3, availability: 2}\n    loss: {low: 10k, likely: 50k, high: 1M}\n", i, i)
	}
	b.WriteString("flows:\n")
	for i := range 2 * n {
		fmt.Fprintf(&b, "  f-%d:\n    title: Flow %d\n    from: c-%d\n    to: c-%d\n    purpose: query\n    protocol: https\n    tls: 1.3\n    authentication: token\n    carries: [a-%d]\n", i, i, i%n, (i*7+1)%n, i%(n/10))
	}
	b.WriteString("attackers:\n  outsider: {kind: outsider, at: [internet], skill: expert, attempts: 2/y}\nthreats:\n")
	for i := range n / 10 {
		fmt.Fprintf(&b, "  t-%d:\n    asset: a-%d\n    attack:\n      any:\n        - s-%d\n        - {title: Both, all: [s-%d, s-%d]}\n", i, i, 3*i, 3*i+1, 3*i+2)
	}
	b.WriteString("steps:\n")
	for i := range 3 * (n / 10) {
		fmt.Fprintf(&b, "  s-%d: {title: Step %d, at: c-%d, probability: {low: 0.1, likely: 0.2, high: 0.5}, cost: 2k, time: 3d, skill: novice}\n", i, i, i)
	}
	return b.String()
}

func BenchmarkLoad(b *testing.B) {
	for _, n := range []int{1000, 2000} {
		b.Run(fmt.Sprintf("components=%d", n), func(b *testing.B) {
			path := filepath.Join(b.TempDir(), "model.yaml")
			if err := os.WriteFile(path, []byte(large(n)), 0o600); err != nil {
				b.Fatal(err)
			}
			b.ReportAllocs()
			for b.Loop() {
				if _, err := model.Load(path); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
