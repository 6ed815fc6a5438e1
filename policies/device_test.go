package policies

import (
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
)

func loadDevice(t testing.TB) *DevicePolicy {
	t.Helper()
	p, err := LoadDevice(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func decide(t testing.TB, p *DevicePolicy, facts *DeviceFacts) Decision {
	t.Helper()
	d, err := p.Decide(t.Context(), facts)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// deviceFixtures are the paths of the facts that match, one pair for each rule.
func deviceFixtures(t testing.TB, pattern string) []string {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join("device", pattern))
	if err != nil || len(paths) < 11 {
		t.Fatalf("%s: %d cases, %v", pattern, len(paths), err)
	}
	return paths
}

func readFacts(t testing.TB, path string) *DeviceFacts {
	t.Helper()
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	d := json.NewDecoder(file)
	d.DisallowUnknownFields()
	facts := &DeviceFacts{}
	if err := d.Decode(facts); err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	return facts
}

// ruleOfFixture is DEV-07 for device/dev07_topics.bad.json.
func ruleOfFixture(path string) string {
	return "DEV-" + strings.TrimPrefix(filepath.Base(path), "dev")[:2]
}

func TestGoodRequestsAreAllowed(t *testing.T) {
	p := loadDevice(t)
	for _, path := range deviceFixtures(t, "*.good.json") {
		if d := decide(t, p, readFacts(t, path)); !d.Allow || len(d.Denies)+len(d.Unknown) > 0 {
			t.Errorf("%s: %+v", path, d)
		}
	}
}

func TestBadRequestsAreDeniedByTheirRuleAlone(t *testing.T) {
	p := loadDevice(t)
	for _, path := range deviceFixtures(t, "*.bad.json") {
		for _, mode := range []string{Online, Offline} {
			facts := readFacts(t, path)
			facts.Mode, facts.Edge = mode, &DecisionPoint{Checks: AllChecks()}
			d := decide(t, p, facts)
			if d.Allow || len(d.Denies) != 1 || d.Denies[0].Rule != ruleOfFixture(path) {
				t.Errorf("%s %s: %+v", path, mode, d)
			}
		}
	}
}

// TestWhatIsUnknownIsDeniedOnlineAndReportedOffline takes every fact away, one at a time.
func TestWhatIsUnknownIsDeniedOnlineAndReportedOffline(t *testing.T) {
	p := loadDevice(t)
	denied := 0
	for _, path := range deviceFixtures(t, "*.good.json") {
		for name, fact := range pathsBelow(reflect.TypeFor[DeviceFacts]()) {
			facts := readFacts(t, path)
			if _, missing := fact.find(reflect.ValueOf(facts)); missing != "" || name == "mode" {
				continue
			}
			forget(facts, fact)
			online := decide(t, p, facts)
			facts.Mode, facts.Edge = Offline, &DecisionPoint{Checks: AllChecks()}
			offline := decide(t, p, facts)
			if !offline.Allow {
				t.Errorf("%s without %s is denied offline: %+v", path, name, offline.Denies)
			}
			if !online.Allow {
				denied++
			}
			for _, d := range online.Denies {
				if !strings.HasSuffix(d.Reason, "is not known") {
					t.Errorf("%s without %s is denied because %s", path, name, d.Reason)
				}
			}
		}
	}
	if denied < 100 {
		t.Errorf("only %d of the missing facts are denied", denied)
	}
}

// forget makes a fact absent.
func forget(facts *DeviceFacts, fact factPath) {
	v := reflect.ValueOf(facts)
	for _, s := range fact.steps {
		v = reflect.Indirect(v).Field(s.index)
	}
	v.SetZero()
}

func TestNothingKnownIsDeniedOnline(t *testing.T) {
	p := loadDevice(t)
	if d := decide(t, p, &DeviceFacts{Mode: Online}); d.Allow {
		t.Errorf("%+v", d)
	}
	d := decide(t, p, &DeviceFacts{Mode: Offline, Request: &Request{Action: "publish"}})
	if !d.Allow || len(d.Unknown) < 10 {
		t.Errorf("%+v", d)
	}
}

func TestOtherModesAreRefused(t *testing.T) {
	if d, err := loadDevice(t).Decide(t.Context(), &DeviceFacts{Mode: "onlin"}); err == nil || d.Allow {
		t.Errorf("%+v, %v", d, err)
	}
}

func TestEveryNeedIsAFact(t *testing.T) {
	p := loadDevice(t)
	for _, action := range []string{"connect", "enrol", "publish", "subscribe", "deliver"} {
		for _, mode := range []string{Online, Offline} {
			facts := &DeviceFacts{
				Mode: mode, Edge: &DecisionPoint{Checks: AllChecks()},
				Device:     &DeviceRecord{MinimumFirmware: "1"},
				Credential: &DeviceCredential{Kind: "x509"},
				Request:    &Request{Action: action, Retain: new(true)},
			}
			decide(t, p, facts) // an unknown need is an error
		}
	}
}

func BenchmarkDecide(b *testing.B) {
	p := loadDevice(b)
	facts := readFacts(b, "device/dev11_quota.good.json")
	for b.Loop() {
		decide(b, p, facts)
	}
}

func BenchmarkLoadDevice(b *testing.B) {
	for b.Loop() {
		loadDevice(b)
	}
}
