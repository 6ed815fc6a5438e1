package report

import (
	"io"
	"path"
	"path/filepath"

	"github.com/stormtree-dev/stormtree/risk"
)

// GitLab writes a register as a code quality report: failing findings that
// nothing excuses, open answers that fail the gate, and risks, with fingerprints
// that do not depend on lines.
func GitLab(w io.Writer, r *risk.Register, o Options) error {
	l := newLookup(r)
	s := standings(o.Judged)
	issues := []gitlabIssue{}
	for _, f := range r.Findings {
		word := s.finding(f)
		if word == excused || word == closed || f.Outcome == risk.OutcomeUnknown && word != stands {
			continue
		}
		issues = append(issues, gitlabIssue{
			Description: l.told(f, o.Judged), Check: oneLine(f.Rule), Fingerprint: f.Fingerprint, Severity: gitlabSeverity(f.Severity),
			Location: l.gitlabPlace(f.Position.File, f.Position.Line),
		})
	}
	for _, row := range r.Risks {
		issues = append(issues, gitlabIssue{
			Description: oneLine(l.toldRisk(row)), Check: riskRule + oneLine(row.Threat), Fingerprint: risk.Fingerprint("risk", row.ID), Severity: gitlabRisk(row, s.risk(row)),
			Location: l.gitlabPlace(row.Position.File, row.Position.Line),
		})
	}
	return encode(w, issues)
}

type gitlabIssue struct {
	Description string         `json:"description"`
	Check       string         `json:"check_name"`
	Fingerprint string         `json:"fingerprint"`
	Severity    string         `json:"severity"`
	Location    gitlabLocation `json:"location"`
}

type gitlabLocation struct {
	Path  string      `json:"path"`
	Lines gitlabLines `json:"lines"`
}

type gitlabLines struct {
	Begin int `json:"begin"`
}

func (l *lookup) gitlabPlace(file string, line int) gitlabLocation {
	return gitlabLocation{Path: l.artifactName(file), Lines: gitlabLines{Begin: max(1, line)}}
}

// artifactName is a file as services name it: relative where it can be, with
// slashes, without ./ in front.
func (l *lookup) artifactName(file string) string {
	if file == "" {
		file = l.Model.File
	}
	return plain(path.Clean(filepath.ToSlash(file)))
}

// gitlabRisk is GitLab's word for a risk: one that grew, and fails no gate, informs.
func gitlabRisk(r risk.Risk, word string) string {
	if r.Grown && word != stands {
		return "info"
	}
	return gitlabSeverity(r.Severity)
}

// gitlabSeverity is GitLab's word for a severity.
func gitlabSeverity(severity string) string {
	switch severity {
	case risk.Critical:
		return "blocker"
	case risk.High:
		return "critical"
	case risk.Medium:
		return "major"
	}
	return "minor"
}
