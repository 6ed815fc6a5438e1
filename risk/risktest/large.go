// Package risktest makes models for tests and benchmarks of whatever analyses
// models.
package risktest

import (
	"fmt"
	"strings"
)

// Large is a model of n components, twice as many flows, and an asset, a threat
// and some steps for every twentieth of them, as text. Equal n give equal texts.
func Large(n int) string {
	var b strings.Builder
	b.WriteString("stormtree: 1\ntitle: A large system\ncurrency: USD\n")
	b.WriteString("parties: {us: {kind: customer, region: eu}, rented: {kind: provider, region: eu, exit_plan: true}}\n")
	boundaries(&b, n)
	components(&b, n)
	flows(&b, n)
	b.WriteString("keys: {key: {custodian: rented, tenancy: single, storage: hsm, algorithm: ecdsa-p256, lifetime: 365d}}\n")
	b.WriteString("roles: {operator: {party: rented, may: [administer, read-data], approvals: 1, granted: standing, recorded_for: provider}}\n")
	assets(&b, n)
	attackers(&b)
	threats(&b, n)
	steps(&b, n)
	b.WriteString("mitigations:\n")
	for i := range n / 100 {
		fmt.Fprintf(&b, "  mitigation-%d: {responsible: customer, status: %s, cost: {once: 5k}, stops: {phish-%d: 60%%}}\n", i, cycle(i, "implemented", "planned", "proposed"), i)
	}
	return b.String()
}

func cycle(i int, words ...string) string { return words[i%len(words)] }

func boundaries(b *strings.Builder, n int) {
	b.WriteString("boundaries:\n  provider: {kind: provider, operator: rented, region: eu}\n  office: {kind: site, operator: us}\n")
	for i := range n/50 + 1 {
		fmt.Fprintf(b, "  tenant-%d: {kind: tenant, operator: us, inside: provider}\n", i)
	}
}

func components(b *strings.Builder, n int) {
	b.WriteString("components:\n")
	for i := range n {
		kind := cycle(i, "service", "service", "store", "broker", "edge", "gateway", "service", "cache", "log", "service")
		fmt.Fprintf(b, "  %s: {title: Component %d, kind: %s, inside: tenant-%d, tenancy: %s, isolation: %s", component(i), i, kind, i/50, cycle(i/3, "single", "shared"), cycle(i/7, "vm", "namespace", "container"))
		if i%2 == 0 {
			fmt.Fprintf(b, ", replicas: %d, encryption: {at_rest: %s, key: key}", 1+i%3, cycle(i/4, "true", "false"))
		}
		if kind == "edge" || kind == "gateway" || kind == "broker" {
			b.WriteString(", checks: [registered, binding, status, topic, client-id], exposed_to: [internet]")
		}
		b.WriteString("}\n")
	}
}

func component(i int) string { return fmt.Sprintf("component-%d", i) }

func flows(b *strings.Builder, n int) {
	b.WriteString("flows:\n")
	for i := range 2 * n {
		from, to := i%n, (i*7+1+i/n)%n
		if from == to {
			to = (to + 1) % n
		}
		fmt.Fprintf(b, "  flow-%d: {from: %s, to: %s, purpose: %s, protocol: %s, tls: %s, authentication: %s", i, component(from), component(to),
			cycle(i, "telemetry", "query", "command", "audit"), cycle(i, "mqtt", "http", "amqp", "grpc", "sql"), cycle(i, `"1.3"`, `"1.2"`, "none"), cycle(i/2, "mutual-tls", "token", "password"))
		if i%20 == 0 {
			fmt.Fprintf(b, ", tenant_from: topic, carries: [asset-%d]", i/20%(n/20+1))
		}
		b.WriteString("}\n")
	}
}

func assets(b *strings.Builder, n int) {
	b.WriteString("assets:\n")
	for i := range n/20 + 1 {
		fmt.Fprintf(b, "  asset-%d: {at: [%s], sensitivity: {confidentiality: %d, integrity: 3, availability: 2}, loss: {low: 10k, likely: %dk, high: 2M}}\n", i, component(i*20%n), 1+i%5, 100+i)
	}
}

func attackers(b *strings.Builder) {
	b.WriteString(`attackers:
  outsider: {kind: outsider, at: [internet], skill: practitioner, budget: 30k, time: 30d, attempts: 0.5/y}
  administrator: {kind: insider, at: [provider], skill: expert, budget: 20k, time: 90d, attempts: 0.1/y}
  colleague: {kind: insider, at: [office], skill: novice, budget: 5k, time: 60d, attempts: 0.2/y}
`)
}

func threats(b *strings.Builder, n int) {
	b.WriteString("threats:\n")
	for i := range n / 20 {
		fmt.Fprintf(b, "  threat-%d: {asset: asset-%d, attack: {all: [{any: [misconfigured-%d, {sequence: [phish-%d, log-in-%d]}, topic-%d, {at_least: 2, of: [probe-%d, disk-%d, phish-%d]}]}, readable-%d]}}\n", i, i/2, i, i, i, i, i, i, (i+1)%(n/20), i)
	}
}

func steps(b *strings.Builder, n int) {
	b.WriteString("steps:\n")
	for i := range n / 20 {
		fmt.Fprintf(b, `  misconfigured-%[1]d: {kind: accident, probability: 0.0%[2]d}
  readable-%[1]d: {kind: condition, probability: 0.%[2]d}
  phish-%[1]d: {probability: 0.25, cost: 500, time: 5d, skill: novice}
  log-in-%[1]d: {probability: 0.8, cost: 100, time: 1d, skill: novice}
  topic-%[1]d: {probability: 0.3, cost: 2k, time: 3d, skill: practitioner, when: TEN-05@flow-%[3]d}
  probe-%[1]d: {probability: 0.4, cost: 9k, time: 7d, skill: practitioner, when: TEN-01}
  disk-%[1]d: {probability: 0.7, cost: 1k, time: 3d, skill: practitioner, from: [provider]}
`, i, 1+i%9, i*20)
	}
}
