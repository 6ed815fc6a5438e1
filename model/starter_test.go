package model_test

import (
	"testing"

	"github.com/stormtree-dev/stormtree/model"
	"github.com/stormtree-dev/stormtree/model/source"
)

func TestStarterIsSound(t *testing.T) {
	root, problems := source.Read("model.yaml", model.Starter())
	if problems != nil {
		t.Fatal(problems)
	}
	m, problems := model.Decode("model.yaml", root)
	if problems != nil {
		t.Fatal(problems)
	}
	if len(m.Attackers) == 0 || len(m.Threats) == 0 || m.Threats[0].Attack == nil || len(m.Mitigations) == 0 {
		t.Error("the starter lacks an attacker, a threat with a tree or a mitigation")
	}
}
