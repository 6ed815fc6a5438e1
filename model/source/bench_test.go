package source

import (
	"fmt"
	"io"
	"strings"
	"testing"
)

// generated is a model of n components and 2n flows in block style.
func generated(n int) []byte {
	var b strings.Builder
	b.WriteString("stormtree: 1\ntitle: Generated\n\ncomponents:\n")
	for i := range n {
		fmt.Fprintf(&b, "  component-%d: # number %d\n    title: Component number %d\n    kind: service\n    inside: boundary-%d\n"+
			"    tenancy: shared\n    isolation: vm\n    exposed_to: [internet, tenant-a]\n    encryption: {at_rest: true, key: key-%d}\n", i, i, i, i%10, i)
	}
	b.WriteString("flows:\n")
	for i := range 2 * n {
		fmt.Fprintf(&b, "  flow-%d:\n    from: component-%d\n    to: component-%d\n    purpose: telemetry\n    protocol: mqtt\n"+
			"    tls: 1.3\n    authentication: mutual-tls\n    identity: caller\n    carries: [telemetry, \"audit\"]\n    topic: \"devices/{device}/events\"\n", i, i%n, (i+7)%n)
	}
	return []byte(b.String())
}

func BenchmarkRead(b *testing.B) {
	for _, n := range []int{1_000, 2_000, 5_000} {
		data := generated(n)
		b.Run(fmt.Sprintf("components=%d", n), func(b *testing.B) {
			b.SetBytes(int64(len(data)))
			b.ReportAllocs()
			for b.Loop() {
				if _, problems := Read("model.yaml", data); problems != nil {
					b.Fatal(problems)
				}
			}
		})
	}
}

func BenchmarkWrite(b *testing.B) {
	root, problems := Read("model.yaml", generated(1_000))
	if problems != nil {
		b.Fatal(problems)
	}
	b.ReportAllocs()
	for b.Loop() {
		if err := Write(io.Discard, root); err != nil {
			b.Fatal(err)
		}
	}
}
