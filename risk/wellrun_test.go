package risk_test

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"github.com/stormtree-dev/stormtree/model/source"
	"github.com/stormtree-dev/stormtree/risk"
)

// wellRun is a system of which every fact is stated, and well.
const wellRun = `
parties: {us: {kind: customer, region: eu}, rented: {kind: provider, region: eu, exit_plan: yes, assurance: certified}}
boundaries:
  office: {kind: site, operator: us}
  home: {kind: site}
  cloud: {kind: provider, operator: rented, region: eu}
  ours: {kind: tenant, inside: cloud, operator: us}
  theirs: {kind: tenant, inside: cloud}
  data: {kind: network, inside: ours}
  desk-net: {kind: network, inside: ours}
components:
  phone: {kind: client}
  edge: {kind: edge, inside: ours, exposed_to: [internet], tenancy: single, replicas: 3, survives: region, on_error: deny, checks: all, physically_exposed: no, metadata_service: none, fetches_urls: no}
  api: {kind: service, inside: ours, tenancy: single, runs_on: machine, checks: all, replicas: 3, survives: region, metadata_service: token, fetches_urls: no, updates: {signed: yes, anti_rollback: yes, provenance: yes, approvals: 2}}
  files: {kind: store, inside: data, tenancy: single, isolation: dedicated, encryption: {at_rest: yes, key: k}, replicas: 3, survives: region, wiped: yes, checks: all}
  spare: {kind: store, inside: data, tenancy: single, encryption: {at_rest: yes, key: k}, isolation: dedicated, checks: all, survives: region, wiped: yes}
  machine: {kind: host, inside: cloud, tenancy: single, isolation: dedicated}
  jump: {kind: bastion, inside: desk-net, exposed_to: [office], checks: all, on_error: deny, tenancy: single}
  desk: {kind: client, inside: office}
  build: {kind: pipeline, inside: desk-net, updates: {signed: yes, anti_rollback: yes, provenance: yes, approvals: 2}}
  log: {kind: log, inside: data, append_only: yes, records: [actor, device, tenant, revision, rule, time], tenancy: single, encryption: {at_rest: yes, key: k}, time_source: nts}
device_classes:
  lock: {inside: home, count: 1000, actuator: yes, interlock: yes, physically_exposed: yes, secure_boot: yes, debug_interface: no, checks: [replay, command], credential: {kind: x509, scope: device, storage: secure-element, bound_to: device, algorithm: ecdsa-p256, lifetime: 365d}, updates: {signed: yes, anti_rollback: yes}, may_publish: ["d/{device}/up"], may_subscribe: ["d/{device}/down"], limits: {rate: 1/s, size: 1KiB, sessions: 1}}
flows:
  use: {from: phone, to: edge, purpose: query, protocol: http, tls: 1.3, authentication: token, identity: caller, tenant_from: credential, carries: [letters], returns: [letters], credential_in: header}
  up: {from: lock, to: edge, purpose: telemetry, protocol: mqtt, tls: 1.3, authentication: mutual-tls, tenant_from: credential, carries: [letters], topic: "d/{device}/up"}
  down: {from: edge, to: lock, purpose: command, protocol: mqtt, tls: 1.3, authentication: mutual-tls, carries: [letters], topic: "d/{device}/down"}
  ask: {from: edge, to: api, purpose: query, protocol: http, tls: 1.3, authentication: mutual-tls, identity: caller, tenant_from: credential, carries: [letters], returns: [letters]}
  read: {from: api, to: files, purpose: query, protocol: sql, tls: 1.3, authentication: mutual-tls, tenant_from: credential, carries: [letters], returns: [letters]}
  copy: {from: files, to: spare, purpose: backup, protocol: http, tls: 1.3, authentication: mutual-tls, carries: [letters], tenant_from: credential}
  admin: {from: desk, to: jump, purpose: admin, protocol: ssh, authentication: mfa, tenant_from: credential}
  hop: {from: jump, to: files, purpose: admin, protocol: ssh, authentication: mutual-tls, tenant_from: credential}
  ship: {from: build, to: api, purpose: update, protocol: http, tls: 1.3, authentication: mutual-tls, tenant_from: credential}
  trace: {from: edge, to: log, purpose: audit, protocol: http, tls: 1.3, authentication: mutual-tls, tenant_from: credential}
  trace2: {from: jump, to: log, purpose: audit, protocol: http, tls: 1.3, authentication: mutual-tls, tenant_from: credential}
keys: {k: {custodian: us, tenancy: single, storage: hsm, lifetime: 365d, algorithm: aes-256}}
roles:
  theirs-op: {party: rented, may: [administer], approvals: 2, granted: customer-approved, recorded_for: customer}
  ours-op: {party: us, may: [administer], approvals: 2, granted: on-request, recorded_for: customer}
assets:
  letters:
    at: [files, spare]
    sensitivity: {confidentiality: 5, integrity: 5, availability: 5}
    loss: 100k
    holds: [person, location]
    allowed: {parties: [us, rented], regions: [eu]}
`

// badlyRun is the same system, with the same parts and lines, where little is done.
func badlyRun() string {
	return strings.NewReplacer(
		"tenancy: single", "tenancy: shared",
		"isolation: dedicated", "isolation: application",
		"checks: all", "checks: [session]",
		"checks: [replay, command]", "checks: []",
		"interlock: yes", "interlock: no",
		"tls: 1.3", "tls: none",
		"mutual-tls", "password",
		"mfa", "password",
		"authentication: token", "authentication: none",
		"tenant_from: credential", "tenant_from: header",
		"custodian: us", "custodian: rented",
		"replicas: 3, survives: region", "replicas: 1, survives: none",
		"approvals: 2", "approvals: 1",
		"granted: customer-approved", "granted: standing",
		"may: [administer]", "may: [administer, read-data, export]",
		"storage: secure-element", "storage: file",
		"scope: device", "scope: fleet",
		"signed: yes, anti_rollback: yes", "signed: no, anti_rollback: no",
		`"d/{device}/up"`, `"#"`,
		"parties: [us, rented]", "parties: [us]",
	).Replace(wellRun)
}

// What grows from a well-run system is what is left when everything is done: a few
// percent of what grows from the same system badly run, and never much of the loss.
func TestLittleGrowsFromAWellRunSystem(t *testing.T) {
	well, badly := grownLoss(t, wellRun), grownLoss(t, badlyRun())
	const loss = 100_000
	if well == 0 || well > 0.02*badly || well > 0.03*loss {
		t.Errorf("a well-run system is expected to lose %.0f a year, a badly run one %.0f", well, badly)
	}
	if badly < 0.5*loss {
		t.Errorf("a badly run system is expected to lose %.0f a year only", badly)
	}
}

// grownLoss is the sum of what the risks that grow from a model are expected to cost a year.
func grownLoss(t *testing.T, text string) float64 {
	sum := 0.0
	for _, r := range ranked(t, parse(t, text), risk.GrowAll).Risks {
		sum += r.ExpectedLoss.Current
	}
	return sum
}

// What is to be kept is what threats lead to: no step stands about that grew for a
// gate which lacks another.
func TestEveryGrownStepIsLedTo(t *testing.T) {
	m := parse(t, wellRun)
	g, err := risk.Grow(context.Background(), m, risk.Options{Rules: pack(t, m)}, risk.GrowAll, true)
	if err != nil {
		t.Fatal(err)
	}
	var text bytes.Buffer
	if err := source.Write(&text, g.Added); err != nil {
		t.Fatal(err)
	}
	named := map[string]int{}
	for _, id := range strings.FieldsFunc(text.String(), func(r rune) bool { return strings.ContainsRune(" ,:[]\n", r) }) {
		named[id]++
	}
	if len(g.Model.Steps) == 0 {
		t.Fatal("nothing grew")
	}
	for _, s := range g.Model.Steps {
		if named[s.ID] < 2 {
			t.Errorf("nothing leads to %s", s.ID)
		}
	}
}
