; Installer for Windows: for one person, without administrator's rights, from the folder that
; installer/ctpat-desktop.spec makes.
;
;   python installer/windows/file_list.py dist\ctpat-desktop build\files.nsh
;   makensis -DVERSION=1.0.0 -DSOURCE=dist\ctpat-desktop -DFILES=build\files.nsh
;            -DOUTPUT=dist\ctpat-desktop-1.0.0-setup.exe installer\windows\ctpat-desktop.nsi
;
; All paths absolute, or relative to this script. ctpat-desktop-setup.exe /S asks nothing;
; /D=C:\folder (last, without quotes) chooses the folder. Exit codes: 0 done, 1 cancelled,
; 2 refused (the program is running, or the folder cannot be written).

Target amd64-unicode
!include LogicLib.nsh
!ifndef VERSION
  !error "say -DVERSION=..."
!endif
!ifndef SOURCE
  !error "say -DSOURCE=... (the folder of the program)"
!endif
!ifndef FILES
  !error "say -DFILES=... (made by file_list.py)"
!endif
!ifndef OUTPUT
  !error "say -DOUTPUT=..."
!endif

!define NAME "CTPAT Desktop"
!define PROGRAM "ctpat-desktop.exe"
!define KIND "CTPATDesktop.Workspace"
!define CLASSES "Software\Classes"
!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\CTPATDesktop"

Name "${NAME} ${VERSION}"
OutFile "${OUTPUT}"
RequestExecutionLevel user
InstallDir "$LOCALAPPDATA\Programs\CTPAT Desktop"
InstallDirRegKey HKCU "${UNINSTALL}" "InstallLocation"
SetCompressor /SOLID lzma
SetDateSave off ; the time of a packed file is not that of the build
ManifestDPIAware true
ManifestLongPathAware true
ShowInstDetails nevershow
ShowUninstDetails nevershow
VIProductVersion "${VERSION}.0"
VIAddVersionKey "ProductName" "${NAME}"
VIAddVersionKey "ProductVersion" "${VERSION}"
VIAddVersionKey "FileVersion" "${VERSION}"
VIAddVersionKey "FileDescription" "Installer of ${NAME}"
VIAddVersionKey "LegalCopyright" "Apache License 2.0"
!ifdef ICON
  Icon "${ICON}"
  UninstallIcon "${ICON}"
!endif

Page directory
Page instfiles
UninstPage uninstConfirm
UninstPage instfiles

; The program holds its own file open while it runs: writing to it shows that.
!macro RefuseRunning
  ${If} ${FileExists} "$INSTDIR\${PROGRAM}"
    ClearErrors
    FileOpen $0 "$INSTDIR\${PROGRAM}" a
    ${If} ${Errors}
      MessageBox MB_OK|MB_ICONEXCLAMATION "${NAME} is running, or its folder cannot be written. Close it and try again. Nothing was changed." /SD IDOK
      SetErrorLevel 2
      Quit
    ${EndIf}
    FileClose $0
  ${EndIf}
!macroend

Section "Install"
  !insertmacro RefuseRunning
  ; What an earlier version had and this one has not goes with that version's own list.
  ${If} ${FileExists} "$INSTDIR\uninstall.exe"
    ExecWait '"$INSTDIR\uninstall.exe" /S _?=$INSTDIR'
  ${EndIf}
  SetOutPath "$INSTDIR"
  ClearErrors
  SetOverwrite on
  File /r "${SOURCE}\*.*"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  ${If} ${Errors}
    MessageBox MB_OK|MB_ICONSTOP "${NAME} could not be written to $INSTDIR. Choose another folder." /SD IDOK
    SetErrorLevel 2
    Quit
  ${EndIf}

  CreateShortcut "$SMPROGRAMS\${NAME}.lnk" "$INSTDIR\${PROGRAM}"

  ; *.ctpat opens with the program. Another program that was chosen for it stays chosen.
  WriteRegStr HKCU "${CLASSES}\${KIND}" "" "CTPAT workspace"
  WriteRegStr HKCU "${CLASSES}\${KIND}\DefaultIcon" "" "$INSTDIR\${PROGRAM},0"
  WriteRegStr HKCU "${CLASSES}\${KIND}\shell\open\command" "" '"$INSTDIR\${PROGRAM}" "%1"'
  WriteRegStr HKCU "${CLASSES}\.ctpat\OpenWithProgids" "${KIND}" ""
  ReadRegStr $0 HKCU "${CLASSES}\.ctpat" ""
  ${If} $0 == ""
    WriteRegStr HKCU "${CLASSES}\.ctpat" "" "${KIND}"
  ${EndIf}
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'

  WriteRegStr HKCU "${UNINSTALL}" "DisplayName" "${NAME}"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayIcon" "$INSTDIR\${PROGRAM}"
  WriteRegStr HKCU "${UNINSTALL}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${UNINSTALL}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${UNINSTALL}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL}" "NoRepair" 1
SectionEnd

; Workspaces, backups, settings and keys in the Credential Manager are the person's: they stay.
Section "Uninstall"
  !insertmacro RefuseRunning
  !include "${FILES}"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\${NAME}.lnk"

  ReadRegStr $0 HKCU "${CLASSES}\.ctpat" ""
  ${If} $0 == "${KIND}"
    DeleteRegValue HKCU "${CLASSES}\.ctpat" ""
  ${EndIf}
  DeleteRegValue HKCU "${CLASSES}\.ctpat\OpenWithProgids" "${KIND}"
  DeleteRegKey /ifempty HKCU "${CLASSES}\.ctpat\OpenWithProgids"
  DeleteRegKey /ifempty HKCU "${CLASSES}\.ctpat"
  DeleteRegKey HKCU "${CLASSES}\${KIND}"
  DeleteRegKey HKCU "${UNINSTALL}"
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
SectionEnd
