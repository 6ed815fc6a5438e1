package risk_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/stormtree-dev/stormtree/model"
	"github.com/stormtree-dev/stormtree/model/source"
	"github.com/stormtree-dev/stormtree/risk"
	"github.com/stormtree-dev/stormtree/risk/risktest"
)

func large(t testing.TB, n int) *model.Model {
	t.Helper()
	root, problems := source.Read("large.yaml", []byte(risktest.Large(n)))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	m, problems := model.Decode("large.yaml", root)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	return m
}

func BenchmarkAnalyzeSmartHome(b *testing.B) {
	benchmark(b, load(b, "../examples/smart-home/model.yaml"))
}

func BenchmarkAnalyzeLarge(b *testing.B) {
	for _, n := range []int{1000, 2000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) { benchmark(b, large(b, n)) })
	}
}

// benchmark measures an analysis with the rules compiled.
func benchmark(b *testing.B, m *model.Model) {
	o := risk.Options{Rules: pack(b, m), Today: "2026-06-01"}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := risk.Analyze(context.Background(), m, o); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkAnalyzeLargeWithoutRules tells what the trees cost.
func BenchmarkAnalyzeLargeWithoutRules(b *testing.B) {
	m := large(b, 1000)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := risk.Analyze(context.Background(), m, risk.Options{}); err != nil {
			b.Fatal(err)
		}
	}
}
