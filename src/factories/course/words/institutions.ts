/** Universities that exist nowhere; `path` is one label and fits a mail domain such as `<path>.example.edu`. */
export const universities = [
  {
    title: 'University of Quillhaven',
    path: 'quillhaven',
    description:
      'A young university on an old harbour, known for its night library and its ferry to the campus.',
  },
  {
    title: 'Emberfold Institute of Technology',
    path: 'emberfold',
    description:
      'Engineering and computer science in a former brickworks, with more workshops than lecture halls.',
  },
  {
    title: 'Thistledown University',
    path: 'thistledown',
    description:
      'A teaching university among hills and sheep, where every first-year student builds something.',
  },
  {
    title: 'Larkmoor State University',
    path: 'larkmoor',
    description: 'Twelve faculties around one very large pond, open to everyone who lives in Larkmoor.',
  },
  {
    title: 'Royal Academy of Umbervale',
    path: 'umbervale',
    description: 'Founded by a queen who liked mathematics; sciences, music, and little in between.',
  },
  {
    title: 'Fennimarsh Polytechnic',
    path: 'fennimarsh',
    description:
      'Applied sciences with a practical term for every student, in companies all over the marshes.',
  },
  {
    title: 'Brackwater Maritime University',
    path: 'brackwater',
    description: 'Ships, oceans, and the software that steers both. The simulator is never switched off.',
  },
  {
    title: 'University of the Nine Bridges',
    path: 'ninebridges',
    description:
      'Nine campuses, nine bridges, one timetable. Students learn graph theory on the way to lunch.',
  },
  {
    title: 'Hollowmere College of Computing',
    path: 'hollowmere',
    description: 'A small college that teaches computing only, in groups that know each other by name.',
  },
  {
    title: 'Zephyrine Open University',
    path: 'zephyrine',
    description: 'Distance learning for people with jobs, children, or lighthouses to look after.',
  },
  {
    title: 'Upper Wexenburg University of Applied Arts and Sciences',
    path: 'wexenburg',
    description:
      'Design students and computer scientists share their studios, their courses and their coffee.',
  },
  {
    title: 'Marrowgate Technical University',
    path: 'marrowgate',
    description: 'A technical university in the middle of town, with a tram line through its main building.',
  },
] as const satisfies readonly { title: string; path: string; description: string }[];

/** Faculties, departments and institutes, for the levels below a university; `path` is one label. */
export const departments = [
  { title: 'Faculty of Computer Science', path: 'computerscience' },
  { title: 'Faculty of Mathematics and Physics', path: 'mathphys' },
  { title: 'Faculty of Engineering', path: 'engineering' },
  { title: 'Faculty of Natural Sciences', path: 'sciences' },
  { title: 'Faculty of Economics and Statistics', path: 'economics' },
  { title: 'Faculty of Humanities', path: 'humanities' },
  { title: 'Faculty of Education', path: 'education' },
  { title: 'Department of Software Engineering', path: 'softeng' },
  { title: 'Department of Data Science', path: 'datascience' },
  { title: 'Department of Theoretical Computer Science', path: 'theory' },
  { title: 'Department of Electrical Engineering', path: 'electrical' },
  { title: 'Department of Mechanical Engineering', path: 'mechanical' },
  { title: 'Department of Applied Mathematics', path: 'appliedmath' },
  { title: 'Department of Geoinformatics', path: 'geoinformatics' },
  { title: 'Department of Digital Humanities', path: 'digitalhumanities' },
  { title: 'Institute of Computer Graphics and Vision', path: 'graphicsvision' },
  { title: 'Institute of Robotics', path: 'robotics' },
  { title: 'Institute of Human-Computer Interaction', path: 'interaction' },
  { title: 'Institute of Computational Biology', path: 'compbio' },
  { title: 'Institute for Teaching Development', path: 'teaching' },
] as const satisfies readonly { title: string; path: string }[];

/** Street names without a number. */
export const streets = [
  'Inkwell Lane',
  'Semicolon Street',
  'Old Abacus Road',
  'Lantern Walk',
  'Observatory Rise',
  'Paper Mill Row',
  'Slide Rule Square',
  'Copperleaf Avenue',
  'Chalkboard Hill',
  'Foxglove Terrace',
  'Loose Page Alley',
  'Compass Court',
  'Windvane Street',
  'Cartographers Way',
  'Pendulum Crescent',
  'Bookbinders Yard',
  'Quiet Reader Lane',
  'Telescope Gardens',
  'Marble Run',
  'Candlewick Road',
  'Parenthesis Park',
  'Ropewalk Quay',
  'Long Division Street',
  'Hummingbird Close',
  'Theorem Boulevard',
  'Clockmakers Bend',
  'Prism Place',
  'Stargazer Steps',
  'Second Draft Drive',
  'Meadowlark Promenade',
] as const;

/** Towns that are on no map, each with its region. */
export const localities = [
  { locality: 'Quillhaven', region: 'Saltreach' },
  { locality: 'Emberfold', region: 'Cinderlands' },
  { locality: 'Thistledown-on-Wick', region: 'Upper Fleece' },
  { locality: 'Larkmoor Heath', region: 'Pondshire' },
  { locality: 'Umbervale', region: 'Queensdeep' },
  { locality: 'Great Fennimarsh', region: 'Reedmark' },
  { locality: 'Brackwater Sound', region: 'Saltreach' },
  { locality: 'Nine Bridges Town', region: 'Ribbonfall' },
  { locality: 'Hollowmere Green', region: 'Upper Fleece' },
  { locality: 'Zephyrine Point', region: 'Galeholm' },
  { locality: 'Upper Wexenburg', region: 'Cinderlands' },
  { locality: 'Marrowgate', region: 'Queensdeep' },
  { locality: 'Little Osprington', region: 'Pondshire' },
  { locality: 'Dapplewick Cross', region: 'Upper Fleece' },
  { locality: 'Pellinore Flats', region: 'Reedmark' },
  { locality: 'Snowdrop Junction', region: 'Ribbonfall' },
  { locality: 'Tinderbrook', region: 'Cinderlands' },
  { locality: 'Kestrelmouth', region: 'Galeholm' },
  { locality: 'Oldfathom', region: 'Saltreach' },
  { locality: 'Mossingate', region: 'Queensdeep' },
  { locality: 'Bramblecombe Hollow', region: 'Pondshire' },
  { locality: 'Velvet Sands', region: 'Galeholm' },
  { locality: 'Wobbleton Spa', region: 'Reedmark' },
  { locality: 'Farthing Falls', region: 'Ribbonfall' },
] as const satisfies readonly { locality: string; region: string }[];

export const countries = [
  'Austria',
  'Belgium',
  'Canada',
  'Denmark',
  'Finland',
  'Germany',
  'Iceland',
  'Ireland',
  'Italy',
  'Netherlands',
  'New Zealand',
  'Norway',
  'Portugal',
  'Sweden',
  'Switzerland',
] as const;
