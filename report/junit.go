package report

import (
	"encoding/xml"
	"fmt"
	"io"

	"github.com/stormtree-dev/stormtree/risk"
)

// JUnit writes a register as JUnit XML: a case for the gate itself, which is an
// error when nothing was evaluated, one for each finding and one for each risk.
// What fails the gate is a failure, what a waiver excuses is skipped, everything
// else passes and says in system-out what it is.
func JUnit(w io.Writer, r *risk.Register, o Options) error {
	l := newLookup(r)
	s := standings(o.Judged)
	suite := junitSuite{Name: "stormtree " + oneLine(r.Model.File), Cases: []junitCase{l.junitGate(o)}}
	for _, f := range r.Findings {
		suite.Cases = append(suite.Cases, l.junitFinding(f, s.finding(f), o.Judged))
	}
	for _, row := range r.Risks {
		suite.Cases = append(suite.Cases, l.junitRisk(row, s.risk(row)))
	}
	suite.count()
	text, err := xml.MarshalIndent(junitSuites{Tests: suite.Tests, Failures: suite.Failures, Errors: suite.Errors, Skipped: suite.Skipped, Suites: []junitSuite{suite}}, "", "  ")
	if err != nil {
		return fmt.Errorf("write as JUnit: %w", err)
	}
	_, err = w.Write(append([]byte(xml.Header), append(text, '\n')...))
	return err
}

func (l *lookup) junitGate(o Options) junitCase {
	c := junitCase{Class: "stormtree.gate", Name: "something was evaluated"}
	if l.empty() {
		c.Error = &junitWords{Message: oneLine(l.verdict())}
	}
	if o.Judged != nil {
		answer, _ := l.answer(*o.Judged)
		c.Output = oneLine(answer)
	}
	return c
}

func (l *lookup) junitFinding(f risk.Finding, word string, j *Judgement) junitCase {
	family := f.Family
	if family == "" {
		family = "rules"
	}
	c := junitCase{
		Class: "stormtree." + oneLine(family), Name: clip(oneLine(f.Rule+" "+f.Element+": "+f.Title), longest),
		File: l.artifactName(f.Position.File), Line: max(1, f.Position.Line),
	}
	text := l.told(f, j)
	switch word {
	case stands:
		c.Failure = &junitWords{Message: text, Type: f.Severity, Text: f.Position.String() + ": " + text + "\n" + oneLine(f.Remediation)}
	case excused:
		c.Skipped = &junitWords{Message: "waived"}
		if w := l.waiverOf(f); w != nil {
			c.Skipped.Message = clip(oneLine(fmt.Sprintf("waived until %s by %s: %s", w.Expires, w.Owner, w.Reason)), 2*longest)
		}
	default:
		c.Output = word + ": " + text
	}
	return c
}

func (l *lookup) junitRisk(r risk.Risk, word string) junitCase {
	c := junitCase{
		Class: "stormtree.risks", Name: clip(oneLine(r.ID+": "+r.Title), longest),
		File: l.artifactName(r.Position.File), Line: max(1, r.Position.Line),
	}
	text := oneLine(l.toldRisk(r))
	if word == stands {
		c.Failure = &junitWords{Message: text, Type: r.Severity, Text: r.Position.String() + ": " + text}
	} else {
		c.Output = word + ": " + text
	}
	return c
}

type junitSuites struct {
	XMLName  xml.Name     `xml:"testsuites"`
	Tests    int          `xml:"tests,attr"`
	Failures int          `xml:"failures,attr"`
	Errors   int          `xml:"errors,attr"`
	Skipped  int          `xml:"skipped,attr"`
	Suites   []junitSuite `xml:"testsuite"`
}

type junitSuite struct {
	Name     string      `xml:"name,attr"`
	Tests    int         `xml:"tests,attr"`
	Failures int         `xml:"failures,attr"`
	Errors   int         `xml:"errors,attr"`
	Skipped  int         `xml:"skipped,attr"`
	Cases    []junitCase `xml:"testcase"`
}

func (s *junitSuite) count() {
	s.Tests = len(s.Cases)
	for _, c := range s.Cases {
		switch {
		case c.Failure != nil:
			s.Failures++
		case c.Error != nil:
			s.Errors++
		case c.Skipped != nil:
			s.Skipped++
		}
	}
}

type junitCase struct {
	Class   string      `xml:"classname,attr"`
	Name    string      `xml:"name,attr"`
	File    string      `xml:"file,attr,omitempty"`
	Line    int         `xml:"line,attr,omitempty"`
	Failure *junitWords `xml:"failure"`
	Error   *junitWords `xml:"error"`
	Skipped *junitWords `xml:"skipped"`
	Output  string      `xml:"system-out,omitempty"`
}

type junitWords struct {
	Message string `xml:"message,attr"`
	Type    string `xml:"type,attr,omitempty"`
	Text    string `xml:",chardata"`
}
