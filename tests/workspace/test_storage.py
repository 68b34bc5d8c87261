"""Where a file lives, with the tables of mounted drives of all three systems."""

import json
import os
import subprocess
import sys
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

from ctpat_desktop.workspace.storage import Location, look, mounted, windows_drives
from ctpat_desktop.workspace.storage import Partition as Drive

WINDOWS = [
    Drive("C:\\", "C:\\", "NTFS", "rw,fixed"),
    Drive("D:\\", "D:\\", "NTFS", "rw,fixed"),
    Drive("E:\\", "E:\\", "FAT32", "rw,removable"),
    Drive("G:\\", "G:\\", "FAT32", "rw,fixed"),
    Drive("Z:\\", "Z:\\", "NTFS", "rw,remote"),
]
LINUX = [
    Drive("tmpfs", "/run", "tmpfs", "rw"),
    Drive("/dev/sda3", "/home", "ext4", "rw"),
    Drive("/dev/sdb1", "/media/ann/STICK", "vfat", "rw"),
    Drive("/dev/sdc1", "/run/media/ann/BIG DISK", "fuseblk", "rw"),
    Drive("/dev/sdd1", "/data", "xfs", "rw"),
    Drive("nas:/share", "/srv/nas", "nfs4", "rw"),
    Drive("nas:/dropbox", "/srv/box", "cifs", "rw"),
    Drive("/dev/sde1", "/srv/nas/disk", "ext4", "rw"),
    Drive("ann@host:/", "/home/ann/far", "fuse.sshfs", "rw"),
    Drive("gvfsd-fuse", "/run/user/1000/gvfs", "fuse.gvfsd-fuse", "rw"),
    Drive("systemd-1", "/auto", "autofs", "rw"),
    Drive("/dev/sdf1", "/covered", "ext4", "rw"),
    Drive("nas:/covered", "/covered", "nfs", "rw"),
    Drive("shared", "/media/sf_shared", "vboxsf", "rw"),
    Drive("a:b", "/pool", "fuse.mergerfs", "rw"),
    Drive("/dev/sda2", "/", "ext4", "rw"),
]
MAC = [
    Drive("/dev/disk3s1s1", "/", "apfs", "ro,local"),
    Drive("/dev/disk3s5", "/System/Volumes/Data", "apfs", "rw,local"),
    Drive("/dev/disk4s1", "/Volumes/STICK", "exfat", "rw,local"),
    Drive("//ann@nas/share", "/Volumes/share", "smbfs", "rw"),
    Drive("ann@host:/", "/Volumes/host", "macfuse", "rw"),
    Drive("veracrypt", "/Volumes/vault", "macfuse", "rw"),
]

CASES = [
    # Windows: own disk, names, shares
    (r"C:\Users\ann\Documents\a.ctpat", "local", ""),
    (r"C:\Users\ann\OneDrive\a.ctpat", "synced", "OneDrive"),
    (r"C:\Users\ann\onedrive\a.ctpat", "synced", "OneDrive"),
    (r"C:\Users\ann\OneDrive - Contoso\Docs\a.ctpat", "synced", "OneDrive"),
    (r"C:\Users\ann\Dropbox (Contoso)\a.ctpat", "synced", "Dropbox"),
    (r"D:\Dropbox\a.ctpat", "synced", "Dropbox"),
    (r"D:\Backup\Dropbox\a.ctpat", "local", ""),
    (r"G:\My Drive\a.ctpat", "synced", "Google Drive"),
    (r"C:\Users\ann\Documents\My Drive\a.ctpat", "local", ""),
    (r"C:\Users\ann\iCloudDrive\a.ctpat", "synced", "iCloud Drive"),
    (r"C:\Users\ann\Box\a.ctpat", "synced", "Box"),
    (r"C:\Users\ann\Documents\Box\a.ctpat", "local", ""),
    (r"D:\Box\a.ctpat", "local", ""),
    (r"C:\Users\ann\Proton Drive\ann\My files\a.ctpat", "synced", "Proton Drive"),
    (r"C:\Users\ann\Documents\Dropbox exports\a.ctpat", "local", ""),
    (r"C:\Users\ann\Dropbox exports\a.ctpat", "local", ""),
    (r"C:\Users\ann\Dropbox.ctpat", "local", ""),
    (r"E:\a.ctpat", "removable", ""),
    (r"Z:\team\a.ctpat", "network", "NTFS"),
    (r"Z:\Dropbox\a.ctpat", "network", "NTFS"),
    (r"\\server\share\a.ctpat", "network", r"server\share"),
    (r"\\server\share\Dropbox\a.ctpat", "network", r"server\share"),
    (r"\\?\UNC\server\share\a.ctpat", "network", r"server\share"),
    (r"\\?\E:\a.ctpat", "removable", ""),
    # Linux
    ("/home/ann/Documents/a.ctpat", "local", ""),
    ("/home/ann/Dropbox/a.ctpat", "synced", "Dropbox"),
    ("/home/ann/dropbox/a.ctpat", "local", ""),
    ("/home/ann/Work/Dropbox/a.ctpat", "local", ""),
    ("/home/ann/Work/Box/a.ctpat", "local", ""),
    ("/home/ann/Box/a.ctpat", "local", ""),
    ("/home/ann/Box Sync/a.ctpat", "synced", "Box"),
    ("/home/ann/OneDrive/a.ctpat", "synced", "OneDrive"),
    ("/home/ann/Nextcloud/a.ctpat", "synced", "Nextcloud"),
    ("/home/ann/Nextcloud2/a.ctpat", "synced", "Nextcloud"),
    ("/home/ann/ownCloud/a.ctpat", "synced", "ownCloud"),
    ("/home/ann/pCloudDrive/a.ctpat", "synced", "pCloud"),
    ("/home/ann/MEGA/a.ctpat", "synced", "MEGA"),
    ("/home/ann/MEGA sale/a.ctpat", "local", ""),
    ("/data/Dropbox/a.ctpat", "synced", "Dropbox"),
    ("/data/old/Dropbox/a.ctpat", "local", ""),
    ("/opt/ann/Nextcloud/a.ctpat", "synced", "Nextcloud"),
    ("/media/ann/STICK/a.ctpat", "removable", ""),
    ("/media/ann/STICK/Dropbox/a.ctpat", "synced", "Dropbox"),
    ("/run/media/ann/BIG DISK/a.ctpat", "removable", ""),
    ("/media/other/a.ctpat", "local", ""),
    ("/srv/nas/a.ctpat", "network", "nfs4"),
    ("/srv/nas/disk/a.ctpat", "local", ""),
    ("/srv/nas-copy/a.ctpat", "local", ""),
    ("/srv/box/Dropbox/a.ctpat", "network", "cifs"),
    ("/home/ann/far/a.ctpat", "network", "fuse.sshfs"),
    ("/run/user/1000/gvfs/smb-share:server=nas/a.ctpat", "network", "fuse.gvfsd-fuse"),
    ("/auto/a.ctpat", "network", "autofs"),
    ("/covered/a.ctpat", "network", "nfs"),
    ("/media/sf_shared/a.ctpat", "network", "vboxsf"),
    ("/pool/a.ctpat", "local", ""),
    # macOS
    ("/Users/ann/Documents/a.ctpat", "local", ""),
    ("/Users/ann/Library/Mobile Documents/com~apple~CloudDocs/a.ctpat", "synced", "iCloud Drive"),
    ("/Users/ann/Mobile Documents/a.ctpat", "local", ""),
    ("/Users/ann/Library/Mobile Documents/iCloud~other/a.ctpat", "synced", "iCloud Drive"),
    ("/Users/ann/cloud/com~apple~CloudDocs/a.ctpat", "synced", "iCloud Drive"),
    ("/Users/ann/Proton Drive/a.ctpat", "synced", "Proton Drive"),
    ("/Users/ann/Library/CloudStorage/OneDrive-Contoso/a.ctpat", "synced", "OneDrive"),
    (
        "/Users/ann/Library/CloudStorage/GoogleDrive-ann@example.com/My Drive/a.ctpat",
        "synced",
        "Google Drive",
    ),
    ("/Users/ann/Library/CloudStorage/Box-Box/a.ctpat", "synced", "Box"),
    ("/Users/ann/Library/CloudStorage/Egnyte-acme/a.ctpat", "synced", "Egnyte"),
    ("/Users/ann/Box/a.ctpat", "synced", "Box"),
    ("/Users/ann/Google Drive/a.ctpat", "synced", "Google Drive"),
    ("/Volumes/STICK/a.ctpat", "removable", ""),
    ("/Volumes/share/a.ctpat", "network", "smbfs"),
    ("/Volumes/host/a.ctpat", "network", "macfuse"),
    ("/Volumes/vault/a.ctpat", "removable", ""),
]


def pure(text):
    return PureWindowsPath(text) if "\\" in text else PurePosixPath(text)


def table(path):
    if isinstance(path, PureWindowsPath):
        return WINDOWS
    return MAC if path.parts[1] in ("Users", "Volumes") else LINUX


@pytest.mark.parametrize(("path", "kind", "service"), CASES)
def test_each_place_is_told_by_name_and_table(path, kind, service):
    path = pure(path)
    found = look(path, table(path), {}, PurePosixPath("/opt/ann"))
    assert (found.kind, found.service) == (kind, service)


@pytest.mark.parametrize(
    "fstype",
    [
        *("nfs", "nfs4", "cifs", "smb3", "smbfs", "sshfs", "fuse.sshfs", "fuse.rclone", "9p"),
        *("fuse.gvfsd-fuse", "afs", "afpfs", "webdav", "davfs", "ncpfs", "vboxsf", "vmhgfs"),
        *("fuse.vmhgfs-fuse", "NFS"),
    ],
)
def test_file_systems_of_other_machines_are_shares(fstype):
    drives = [Drive("x", "/", "ext4", "rw"), Drive("y", "/far", fstype, "rw")]
    assert look(PurePosixPath("/far/a.ctpat"), drives, {}) == Location("network", fstype)


@pytest.mark.parametrize("name", ["OneDrive", "OneDriveCommercial", "OneDriveConsumer"])
def test_onedrive_tells_its_folder_in_the_environment(name):
    environment = {name: "D:\\Work\\Cloud"}
    inside, beside = r"D:\work\cloud\x\a.ctpat", r"D:\Work\Cloud2\a.ctpat"
    assert look(pure(inside), WINDOWS, environment) == Location("synced", "OneDrive")
    assert look(pure(beside), WINDOWS, environment) == Location("local")


@pytest.mark.parametrize("folder", ["", "D:\\", "Work", "/"])
def test_a_setting_that_names_no_folder_marks_nothing(folder):
    environment = {"OneDrive": folder}
    assert look(pure(r"D:\Work\a.ctpat"), WINDOWS, environment).kind == "local"
    assert look(pure("/data/Work/a.ctpat"), LINUX, environment).kind == "local"


def info(folder, *paths):
    folder.mkdir(parents=True)
    accounts = {str(at): {"path": path} for at, path in enumerate(paths)}
    (folder / "info.json").write_text(json.dumps(accounts), encoding="utf-8")


@pytest.mark.parametrize("name", ["APPDATA", "LOCALAPPDATA"])
def test_dropbox_tells_its_folders_on_windows(tmp_path, name):
    info(tmp_path / "Dropbox", "C:\\Users\\ann\\Dropbox", "D:\\Work\\Team")
    environment = {name: str(tmp_path)}
    assert look(pure(r"D:\Work\Team\a.ctpat"), WINDOWS, environment).service == "Dropbox"
    assert look(pure(r"D:\Work\Other\a.ctpat"), WINDOWS, environment).kind == "local"


def test_dropbox_tells_its_folder_in_the_home_folder(tmp_path):
    info(tmp_path / ".dropbox", "/data/team")
    assert look(pure("/data/team/a.ctpat"), LINUX, {}, tmp_path) == Location("synced", "Dropbox")
    assert look(pure("/data/else/a.ctpat"), LINUX, {}, tmp_path).kind == "local"


def test_the_folder_of_a_whole_dropbox_team_counts(tmp_path):
    (tmp_path / ".dropbox").mkdir()
    accounts = {"business": {"path": "/data/team/ann", "root_path": "/data/team"}}
    (tmp_path / ".dropbox" / "info.json").write_text(json.dumps(accounts))
    assert look(pure("/data/team/a.ctpat"), LINUX, {}, tmp_path).service == "Dropbox"


@pytest.mark.parametrize("text", ["", "{", "[1]", '{"personal": 1}', '{"a": {"path": 7}}', "\0"])
def test_a_damaged_setting_of_dropbox_marks_nothing(tmp_path, text):
    (tmp_path / ".dropbox").mkdir()
    (tmp_path / ".dropbox" / "info.json").write_text(text)
    assert look(pure("/data/team/a.ctpat"), LINUX, {}, tmp_path).kind == "local"


OWN = [Drive("disk", "/", "ext4", "rw")]


@pytest.mark.parametrize(
    ("marker", "service"),
    [
        (".dropbox", "Dropbox"),
        (".dropbox.cache/", "Dropbox"),
        (".tmp.drivedownload/", "Google Drive"),
        (".nextcloudsync.log", "Nextcloud"),
        (".owncloudsync.log", "ownCloud"),
        ("._sync_5f3a.db", "Nextcloud"),
        (".sync_5f3a.db", "Nextcloud"),
        (".dropbox/", ""),
        ("sync.db", ""),
    ],
)
def test_what_a_sync_program_leaves_behind_marks_the_folders_below(tmp_path, marker, service):
    deep = tmp_path / "team" / "year"
    deep.mkdir(parents=True)
    if marker.endswith("/"):
        (tmp_path / marker).mkdir()
    else:
        (tmp_path / marker).touch()
    assert look(deep / "a.ctpat", OWN, {}, tmp_path / "home").service == service


def test_no_marker_is_sought_above_the_drive(tmp_path):
    (tmp_path / ".dropbox").touch()
    inner = tmp_path / "disk"
    inner.mkdir()
    drives = [*OWN, Drive("y", str(inner), "ext4", "rw")]
    assert look(inner / "a.ctpat", drives, {}, tmp_path / "home").kind == "local"


def test_a_link_is_followed_to_where_it_leads(tmp_path):
    real = tmp_path / "real"
    real.mkdir()
    (tmp_path / "link").symlink_to("other/../real")
    drives = [*OWN, Drive("y", str(real), "nfs", "rw")]
    assert look(tmp_path / "link" / "a.ctpat", drives, {}).kind == "network"


def test_a_link_called_dropbox_counts_by_its_own_name(tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "Dropbox").symlink_to(tmp_path / "elsewhere")
    assert look(tmp_path / "Dropbox" / "a.ctpat", OWN, {}, tmp_path).service == "Dropbox"


def test_a_link_in_a_ring_ends(tmp_path):
    (tmp_path / "one").symlink_to("two")
    (tmp_path / "two").symlink_to("one")
    assert look(tmp_path / "one" / "a.ctpat", OWN, {}, tmp_path / "home").kind == "local"


def test_a_share_is_never_touched(tmp_path, monkeypatch):
    dead = tmp_path / "dead"
    dead.mkdir()
    (tmp_path / "link").symlink_to(dead / "deep")
    drives = [*OWN, Drive("nas:/", str(dead), "nfs", "rw")]

    def guarded(real):
        def call(path, *more, **named):
            assert not str(path).startswith(str(dead)), path
            return real(path, *more, **named)

        return call

    for name in ("readlink", "scandir", "stat", "lstat", "listdir"):
        monkeypatch.setattr(os, name, guarded(getattr(os, name)))
    for path in (dead / "a.ctpat", tmp_path / "link" / "a.ctpat"):
        assert look(path, drives, {}, tmp_path).kind == "network"


@pytest.mark.parametrize("text", ["", ".", "a.ctpat", "\0", "/no/such/folder/a", "x" * 5000])
def test_strange_paths_never_fail(text):
    assert look(Path(text), OWN, {}, Path("/none")).kind == "local"


def test_an_unreadable_folder_never_fails(tmp_path, monkeypatch):
    def refuse(*_):
        raise PermissionError(13, "no")

    monkeypatch.setattr(os, "scandir", refuse)
    monkeypatch.setattr(os, "readlink", refuse)
    assert look(tmp_path / "a.ctpat", OWN, {}, tmp_path).kind == "local"


def test_a_computer_that_does_not_tell_its_drives_never_fails(tmp_path, monkeypatch):
    def refuse(**_):
        raise PermissionError(13, "no")

    monkeypatch.setattr("psutil.disk_partitions", refuse)
    assert look(tmp_path / "a.ctpat", None, {}, tmp_path / "home").kind == "local"


def test_the_real_table_of_this_computer_is_read():
    assert look(Path("/proc/self/a.ctpat")).allows_wal
    assert "/proc" in [drive.mountpoint for drive in mounted()]  # "/" is not told in a chroot


class Kernel:
    """Windows with a fixed disk C, a stick E and a share Z."""

    def GetLogicalDrives(self):  # noqa: N802 - the name Windows gives it
        return 1 << 2 | 1 << 4 | 1 << 25

    def GetDriveTypeW(self, top):  # noqa: N802
        return {"C:\\": 3, "E:\\": 2, "Z:\\": 4}[top]


def test_windows_tells_the_kind_of_each_letter():
    drives = windows_drives(Kernel())
    found = [look(PureWindowsPath(top, "a.ctpat"), drives, {}) for top in ("C:\\", "E:\\", "Z:\\")]
    assert found == [Location("local"), Location("removable"), Location("network", "Z:\\")]


@pytest.mark.parametrize(
    ("kind", "allows", "words"),
    [
        ("local", True, []),
        ("removable", True, ["removable drive", "close it"]),
        ("synced", False, ["OneDrive", "move it"]),
        ("network", False, ["(OneDrive)", "move it"]),
    ],
)
def test_each_kind_says_what_to_do(kind, allows, words):
    found = Location(kind, "OneDrive")
    assert found.allows_wal is allows
    assert bool(found.warning()) is bool(words)
    assert all(word in found.warning() for word in words)
    assert found.warning().count(".") == bool(words)


def test_looking_is_imported_without_psutil():
    code = "import sys, ctpat_desktop.workspace.storage; sys.exit('psutil' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
