package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// BenchmarkProcess measures whole processes: processor time (user and system)
// and peak memory, as the operating system accounts for them.
func BenchmarkProcess(b *testing.B) {
	program := filepath.Join(b.TempDir(), "stormtree")
	if out, err := exec.Command("go", "build", "-o", program, ".").CombinedOutput(); err != nil {
		b.Fatalf("%v\n%s", err, out)
	}
	b.Run("version", func(b *testing.B) { process(b, program, "version") })
	b.Run("analyze-smart-home", func(b *testing.B) {
		process(b, program, "analyze", "../../examples/smart-home/model.yaml", "--format", "json")
	})
	b.Run("analyze-threagile-example", func(b *testing.B) {
		process(b, program, "analyze", publicModel(b, "threagile-example.yaml"), "--format", "json")
	})
	for _, n := range []int{1000, 2000} {
		name := filepath.Join(b.TempDir(), "model.yaml")
		if err := os.WriteFile(name, []byte(generated(n)), 0o600); err != nil {
			b.Fatal(err)
		}
		b.Run(fmt.Sprintf("analyze-%d-components", n), func(b *testing.B) {
			process(b, program, "analyze", name, "--format", "json")
		})
	}
}

// process runs a program b.N times and reports its processor time and peak memory.
func process(b *testing.B, program string, args ...string) {
	var seconds, peak float64
	for b.Loop() {
		c := exec.Command(program, args...)
		if out, err := c.Output(); err != nil {
			b.Fatalf("%v: %s", err, out)
		}
		seconds += (c.ProcessState.UserTime() + c.ProcessState.SystemTime()).Seconds()
		peak = max(peak, float64(c.ProcessState.SysUsage().(*syscall.Rusage).Maxrss)/1024)
	}
	b.ReportMetric(1000*seconds/float64(b.N), "cpu-ms/op")
	b.ReportMetric(peak, "peak-MiB")
}

// publicModel finds one of the public Threagile models beside the repository.
func publicModel(tb testing.TB, name string) string {
	tb.Helper()
	path := filepath.Join("../../../shared/data/threagile", name)
	if _, err := os.Stat(path); err != nil {
		if os.Getenv("CI") == "true" {
			tb.Fatalf("the public models are missing: %v", err)
		}
		tb.Skipf("SKIPPED: no public models beside the repository (%v)", err)
	}
	return path
}

// generated is a model of n components and 2n flows in tenants of one provider,
// with an attack tree for every fiftieth component.
func generated(n int) string {
	var b strings.Builder
	b.WriteString("stormtree: 1\ntitle: Generated\ncurrency: USD\n")
	b.WriteString("parties:\n  us: {title: Us, kind: customer}\n  host: {title: Host, kind: provider, exit_plan: no}\n")
	b.WriteString("boundaries:\n  cloud: {title: Cloud, kind: provider, operator: host, region: eu}\n")
	for i := range n/50 + 1 {
		fmt.Fprintf(&b, "  part-%d: {title: Part %d, kind: tenant, operator: us, inside: cloud}\n", i, i)
	}
	kinds := []string{"service", "store", "broker", "gateway", "service", "log", "edge", "cache"}
	b.WriteString("components:\n")
	for i := range n {
		fmt.Fprintf(&b, "  c%d:\n    title: Component %d\n    kind: %s\n    inside: part-%d\n    tenancy: shared\n    isolation: namespace\n    checks: [registered, binding, topic]\n    encryption: {at_rest: yes}\n",
			i, i, kinds[i%len(kinds)], i/50)
	}
	b.WriteString("assets:\n")
	for i := range n/50 + 1 {
		fmt.Fprintf(&b, "  data-%d: {title: Data %d, at: [c%d], holds: [person], sensitivity: {confidentiality: 4, integrity: 3, availability: 2}, loss: {low: 10k, likely: 50k, high: 400k}}\n", i, i, min(n-1, i*50))
	}
	generatedFlows(&b, n)
	generatedThreats(&b, n)
	return b.String()
}

func generatedFlows(b *strings.Builder, n int) {
	protocols := []string{"https", "mqtt", "amqp", "sql", "grpc"}
	b.WriteString("flows:\n")
	for i := range 2 * n {
		fmt.Fprintf(b, "  f%d:\n    from: c%d\n    to: c%d\n    purpose: telemetry\n    protocol: %s\n    tls: 1.2\n    authentication: token\n    tenant_from: topic\n    carries: [data-%d]\n",
			i, i%n, (i*7+1)%n, protocols[i%len(protocols)], i%n/50)
	}
}

func generatedThreats(b *strings.Builder, n int) {
	b.WriteString("attackers:\n  outsider: {title: Outsider, kind: outsider, at: [internet], skill: practitioner, budget: 30k, time: 30d, attempts: 0.5/y}\n")
	b.WriteString("  insider: {title: Insider, kind: insider, at: [cloud], skill: expert, budget: 5k, time: 60d, attempts: 0.1/y}\n")
	b.WriteString("threats:\n")
	for i := range n / 50 {
		fmt.Fprintf(b, "  leak-%d: {title: Leak %d, asset: data-%d, attack: {all: [{any: [slip-%d, get-in, {sequence: [phish, use-%d]}]}, readable-%d]}}\n", i, i, i, i, i, i)
	}
	b.WriteString("steps:\n  get-in: {title: Get in, probability: 0.1, cost: 2k, time: 5d, skill: practitioner}\n  phish: {title: Phish, probability: 0.3, cost: 500, time: 3d, skill: novice}\n")
	for i := range n / 50 {
		fmt.Fprintf(b, "  slip-%d: {title: Slip, kind: accident, probability: 0.05}\n", i)
		fmt.Fprintf(b, "  use-%d: {title: Use, probability: 0.5, cost: 1k, time: 2d, skill: practitioner, when: TEN-05@f%d}\n", i, i*100)
		fmt.Fprintf(b, "  readable-%d: {title: Readable, kind: condition, probability: 0.4}\n", i)
	}
}
